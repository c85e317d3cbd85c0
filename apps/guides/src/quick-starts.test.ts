import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { createGuideApp } from './guide-app.test.support.ts'
import { filesIn, readGuide, readSection } from './guide-file.test.support.ts'
import { expectSameTokenInPage, startPagesRouter } from './pages-router.test.support.ts'
import { endpoint, expectTokens, mintsOf, sendTo } from './token-requests.test.support.ts'

describe('the first token of the README', () => {
  it('belongs to the user who signed in', async () => {
    const app = await createGuideApp(filesIn(readGuide('README.md')))
    await expectTokens(app, sendTo(await app.start('server.mjs')))
  })
})

describe('docs/quick-start-express.md', () => {
  const files = new Map([...filesIn(readGuide('README.md')), ...filesIn(readGuide('docs/quick-start-express.md'))])

  it('has the `coveo.mjs` of the README', () => {
    const code = filesIn(readGuide('docs/quick-start-express.md')).get('coveo.mjs')
    expect(code).toBe(filesIn(readGuide('README.md')).get('coveo.mjs'))
  })

  it('gives a page and the server the same token', async () => {
    const app = await createGuideApp(files)
    const send = sendTo(await app.start('app.mjs'))
    const { cookie } = await expectTokens(app, send)
    const { fingerprint } = (await (await send(endpoint, { cookie })).json()) as { fingerprint: string }
    expect(await (await send('/api/fingerprint', { cookie })).json()).toEqual({ fingerprint })
    expect(await (await send('/api/fingerprint')).json()).toEqual({ fingerprint: null })
    expect(mintsOf(app.coveo)).toBe(1)
  })

  it('has a page that esbuild bundles with the options of its command', async () => {
    const { folder } = await createGuideApp(files)
    const [, page = ''] = /npx esbuild (\S+) --bundle --format=esm/.exec(readGuide('docs/quick-start-express.md')) ?? []
    const { warnings, outputFiles } = await build({
      entryPoints: [join(folder, page)],
      bundle: true,
      format: 'esm',
      conditions: ['@coveo-token/source'],
      write: false,
      logLevel: 'silent',
    })
    expect([warnings, outputFiles.length]).toEqual([[], 1])
    expect(files.get('public/index.html')).toContain('src="page.js"')
  })
})

describe('docs/quick-start-hono.md', () => {
  it('gives the user who signed in a token', async () => {
    const app = await createGuideApp(filesIn(readSection('docs/quick-start-hono.md', 'Hono on Node.js')))
    const { app: hono } = (await app.load('app.js')) as {
      app: { request(path: string, init: object): Promise<Response> }
    }
    await expectTokens(app, async (path, headers = {}) => hono.request(path, { headers }))
  })

  it('does so with the bindings of Workers', async () => {
    const app = await createGuideApp(filesIn(readSection('docs/quick-start-hono.md', 'Cloudflare Workers')))
    type Worker = { fetch(request: Request, env: object, context: object): Promise<Response> }
    const { default: worker } = (await app.load('src/worker.ts')) as { default: Worker }
    const env = {
      COVEO_ENDPOINT: app.coveo.url,
      COVEO_ORGANIZATION_ID: app.coveo.organizationId,
      COVEO_API_KEY: app.coveo.apiKeys.authenticatedSearch,
      SESSION_SECRET: 'test',
    }
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined }
    await expectTokens(app, async (path, headers = {}) =>
      worker.fetch(new Request(`http://worker.example${path}`, { headers }), env, context),
    )
  })
})

describe('docs/quick-start-next-pages.md', () => {
  it('signs in, and gives page and endpoint the same token', async () => {
    const app = await createGuideApp(filesIn(readGuide('docs/quick-start-next-pages.md')))
    const send = await startPagesRouter(app)
    expect(await (await send('/search')).json()).toEqual({ props: { initialToken: null } })
    await expectSameTokenInPage(app, send)
  })
})
