import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Consumer } from './consumer.ts'
import { findFreePort } from './free-port.ts'
import { packedWorld } from './packed-world.ts'
import { workspaceRoot } from './workspace-root.ts'

const { createApp } = packedWorld()

interface Guide {
  page: string
  /** The command that creates the application, if the guide begins in one. */
  create?: string
  /** Where the first token is, for a user who follows the guide. */
  open: string
}

const guides: Record<string, Guide> = {
  Express: { page: 'README.md', open: '/login' },
  'Next.js': {
    page: 'docs/quick-start-next.md',
    create: 'create-next-app@16 own-app --yes --skip-install --disable-git',
    open: '/search',
  },
}

/** From an empty folder to the first token, word for word by the guide: its commands, its files, its address. */
it.for(Object.entries(guides))('%s', async ([, { page, create, open }], { task }) => {
  const text = readFileSync(join(workspaceRoot, page), 'utf8')
  const app = createApp()
  const steps: Record<string, string> = {}
  task.meta.steps = steps
  const step = async <Result>(column: string, run: () => Promise<Result> | Result) => {
    const startedAt = performance.now()
    const result = await run()
    steps[column] = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
    return result
  }
  try {
    rmSync(join(app.folder, 'package.json'))
    if (create) await step('app', () => createInFolder(app, create))
    const [, packages = ''] = /^npm install (.*)$/m.exec(text) ?? []
    await step('install', () => app.run('npm', ['install', ...packages.split(' ')]))
    const port = String(await findFreePort())
    await step('files', () => writeFiles(app, text, port))
    const [, command = ''] = /^npx (coveo-emulator run .*?) +#/m.exec(text) ?? []
    const url = `http://localhost:${port}`
    const server = await step('start', () => app.start('npx', command.split(' '), { url, env: { PORT: port } }))
    try {
      const token = await step('first token', () => loadToken(url, open))
      expect(JSON.parse(atob(token.split('.')[1] ?? '')).userIds[0].name).toBe('asmith@example.com')
    } finally {
      await server.stop()
    }
  } finally {
    app.dispose()
  }
})

/** Creates the application in an empty folder, as the command wants, and moves it to the settings of npm. */
async function createInFolder(app: Consumer, command: string) {
  await app.run('npx', ['-y', ...command.split(' ')])
  await app.run('sh', ['-c', 'cp -R own-app/. . && rm -r own-app'])
}

/** The files whose code block begins with their path. */
function writeFiles(app: Consumer, text: string, port: string) {
  const blocks = text.matchAll(/^```\w+\n\/\/ ([\w./-]+\.\w+).*\n([\s\S]*?)^```$/gm)
  app.write(Object.fromEntries([...blocks].map(([, path = '', code = '']) => [path, code.replaceAll('3000', port)])))
}

/** Opens an address as a browser does, and finds the token in the page. */
async function loadToken(url: string, path: string): Promise<string> {
  const first = await fetch(url + path, { redirect: 'manual' })
  const cookie = first.headers.getSetCookie().map((header) => header.split(';')[0])
  const location = first.headers.get('location')
  const response = location ? await fetch(new URL(location, url), { headers: { cookie: cookie.join('; ') } }) : first
  const page = await response.text()
  const [token] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(page) ?? []
  if (token === undefined) throw new Error(`${path} responded ${response.status} without a token:\n${page}`)
  return token
}
