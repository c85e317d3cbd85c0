import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The names under which this package installs the versions of Next. */
export type NextVersion = 'next' | 'next15'

/** The folder in which this version of Next is installed. */
export function nextFolder(version: NextVersion): string {
  return dirname(createRequire(import.meta.url).resolve(`${version}/package.json`))
}

/**
 * The fixtures for this version. A build resolves `next` from its own folder, so a version that is installed under
 * another name gets a copy of the fixtures beside a link to itself.
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
  /** Everything that the build prerendered, in one text: pages, route responses, manifests. */
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
