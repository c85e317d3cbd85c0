import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Next by the name under which this package has it installed: several versions stand side by side. */
export type NextVersion = 'next' | 'next15'

/** Where Next of this version is installed. */
export function nextFolder(version: NextVersion): string {
  return dirname(createRequire(import.meta.url).resolve(`${version}/package.json`))
}

/**
 * The fixtures as an application of this version would have them. What Next builds looks for `next` from where it lies, so
 * a version that is not installed under that name gets a copy of the fixtures beside a link to itself.
 */
export async function fixturesFor(version: NextVersion): Promise<string> {
  const fixtures = join(root, 'fixtures')
  if (version === 'next') return fixtures
  const copies = join(root, `.fixtures-${version}`)
  await rm(copies, { recursive: true, force: true })
  await cp(fixtures, copies, { recursive: true, filter: (path) => !path.endsWith('.next') })
  await mkdir(join(copies, 'node_modules'))
  await symlink(nextFolder(version), join(copies, 'node_modules/next'))
  return copies
}

export interface Built {
  ok: boolean
  output: string
  /** Everything that Next wrote in advance, in one text: pages, answers of routes, manifests. */
  prerendered(): Promise<string>
}

/** A real `next build` of one application, against the built packages. */
export function buildNext(version: NextVersion, app: string): Promise<Built> {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  const command = [join(nextFolder(version), 'dist/bin/next'), 'build']
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: app, env }, (error, stdout, stderr) =>
      resolve({ ok: error === null, output: stdout + stderr, prerendered: () => writtenBy(app) }),
    )
  })
}

async function writtenBy(app: string): Promise<string> {
  const folder = join(app, '.next')
  const names = await readdir(folder, { recursive: true })
  const files = names.filter((name) => /\.(html|rsc|body|meta|json)$/.test(name) && !name.startsWith('cache/'))
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}
