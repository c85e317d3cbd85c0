import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Consumer } from './consumer.ts'
import { findFreePort } from './free-port.ts'
import { packedWorld } from './packed-world.ts'
import { workspaceRoot } from './workspace-root.ts'

const { createApp } = packedWorld()
const layout = `export default ({ children }) => <html lang="en"><body>{children}</body></html>\n`
/** As `create-next-app` writes it: Next 16 then refuses a page that waits for its request outside of `<Suspense>`. */
const settings: Record<string, string> = {
  '16': 'export default { cacheComponents: true, partialPrefetching: true }\n',
}
const quickStart = readFileSync(join(workspaceRoot, 'docs/quick-start-next.md'), 'utf8')

/** The guides of Next.js, word for word in an application with the packed packages. */
describe.each(['15', '16'])('Next.js %s', (version) => {
  let app: Consumer
  let coveo: Emulator

  beforeAll(async () => {
    coveo = await startEmulator()
    app = createApp()
    app.write({ 'package.json': '{ "private": true }', 'app/layout.jsx': layout })
    if (settings[version]) app.write({ 'next.config.mjs': settings[version] })
    const types = ['typescript@5.9', '@types/node@20', '@types/react@19', '@types/react-dom@19']
    await app.run('npm', ['install', `next@${version}`, 'react@19', 'react-dom@19', ...types])
    const [, packages = ''] = /^npm install (.*)$/m.exec(quickStart) ?? []
    await app.run('npm', ['install', ...packages.split(' ')])
  })
  afterAll(async () => {
    app?.dispose()
    await coveo?.stop()
  })

  /** Replaces the application by the files of a text. */
  function write(text: string) {
    for (const name of ['app/api', 'app/search', 'pages', 'coveo.ts', '.next'])
      rmSync(join(app.folder, name), { recursive: true, force: true })
    const blocks = text.matchAll(/^```tsx?\n\/\/ ([\w./-]+).*\n([\s\S]*?)^```$/gm)
    app.write(Object.fromEntries([...blocks].map(([, path = '', code = '']) => [path, code])))
  }

  /** Starts the application by the command of a guide, at a free port. */
  async function startBy(guide: string) {
    const [, command = '', args = ''] = /^(npx) (coveo-emulator run .*?) +#/m.exec(guide) ?? []
    const url = `http://127.0.0.1:${await findFreePort()}`
    const env = { PORT: new URL(url).port }
    return { url, server: await app.start(command, args.split(' '), { url: `${url}/search`, env }) }
  }

  /** The page, and the token of the endpoint. */
  async function load(url: string) {
    const response = await fetch(`${url}/search`)
    const page = await response.text()
    const { token } = (await (await fetch(`${url}/api/coveo-token`)).json()) as { token: string }
    expect(response.status, page.slice(0, 2_000)).toBe(200)
    expect(JSON.parse(atob(token.split('.')[1] ?? '')).userIds[0].name).toBe('asmith@example.com')
    return { page, token }
  }

  /** Builds without any secret, starts, and loads the page from the server. */
  async function buildAndLoad() {
    await app.run('npx', ['next', 'build'])
    const url = `http://127.0.0.1:${await findFreePort()}`
    const env = {
      COVEO_ENDPOINT: coveo.url,
      COVEO_ORGANIZATION_ID: coveo.organizationId,
      COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
    }
    coveo.clearRequests()
    const server = await app.start('npx', ['next', 'start', '-p', new URL(url).port], { url: `${url}/search`, env })
    try {
      return await load(url)
    } finally {
      await server.stop()
    }
  }

  const mints = () => coveo.requests.filter(({ route }) => route === 'searchToken').length

  it('gives page and route one token, by the files and the command of the quick start', async () => {
    write(quickStart)
    const { url, server } = await startBy(quickStart)
    try {
      const { page, token } = await load(url)
      expect(page).toContain(token)
    } finally {
      await server.stop()
    }
  })

  it('signs in, and gives page and endpoint one token, by the files and the commands of docs/quick-start-next-pages.md', async () => {
    const guide = readFileSync(join(workspaceRoot, 'docs/quick-start-next-pages.md'), 'utf8')
    const [, packages = ''] = /^npm install (.*)$/m.exec(guide) ?? []
    await app.run('npm', ['install', ...packages.split(' ')])
    write(guide)
    const { url, server } = await startBy(guide)
    try {
      expect((await fetch(`${url}/api/coveo-token`)).status).toBe(401)
      expect(await (await fetch(`${url}/search`)).text()).toContain('Sign in to search')
      const login = await fetch(`${url}/api/login`, { redirect: 'manual' })
      const headers = {
        cookie: login.headers
          .getSetCookie()
          .map((cookie) => cookie.split(';')[0])
          .join('; '),
      }
      const { token } = (await (await fetch(`${url}/api/coveo-token`, { headers })).json()) as { token: string }
      expect(JSON.parse(atob(token.split('.')[1] ?? '')).userIds[0].name).toBe('asmith@example.com')
      expect(await (await fetch(`${url}/search`, { headers })).text()).toContain(token)
    } finally {
      await server.stop()
    }
  })

  it('mints once for page and route, by the quick start and in production', async () => {
    write(quickStart)
    const { page, token } = await buildAndLoad()
    expect(page).toContain(token)
    expect(mints()).toBe(1)
  })

  it('mints once for page and route, by the README of the package', async () => {
    const [appRouter = ''] = readFileSync(join(workspaceRoot, 'packages/next/README.md'), 'utf8').split(
      '## Pages Router',
    )
    write(appRouter)
    const { page, token } = await buildAndLoad()
    expect(page).toContain('Your search page')
    expect(page).toContain(token)
    expect(mints()).toBe(1)
  })

  it('renders the results of the user on the server, without a token in the state, by docs/server-rendering.md', async () => {
    const guide =
      readFileSync(join(workspaceRoot, 'docs/server-rendering.md'), 'utf8').split('## Headless 3 and 4')[0] ?? ''
    // `@coveo/headless/ssr` has no types with `node`, which Next 15 sets by default.
    const compilerOptions = { strict: true, module: 'esnext', moduleResolution: 'bundler', jsx: 'preserve' }
    app.write({ 'tsconfig.json': JSON.stringify({ compilerOptions }) })
    const proxyBaseUrl = `${coveo.url}/rest/search/v2`
    write(
      guide.replace(
        "searchHub: 'support' }, analytics",
        `searchHub: 'support', proxyBaseUrl: '${proxyBaseUrl}' }, analytics`,
      ),
    )
    const { page, token } = await buildAndLoad()
    expect(page).toContain('<p>On-call handover checklist for support</p>')
    // Once: the initial token of the provider.
    expect(page.split(token)).toHaveLength(2)
  })
})
