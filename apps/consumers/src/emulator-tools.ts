import { chromiumPath } from './chromium-path.ts'

const organization = 'https://acme.org.coveo.com'
const helpers = `
export async function search(send, { apiKeys }, url = '${organization}') {
  const identity = { name: 'asmith@example.com', provider: 'Email Security Provider' }
  const post = (path, bearer, body) => send(url + path, {
    method: 'POST',
    headers: { Authorization: 'Bearer ' + bearer, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const minted = await post('/rest/search/v2/token', apiKeys.authenticatedSearch, { userIds: [identity] })
  const { token } = await minted.json()
  return (await (await post('/rest/search/v2', token, { q: 'vpn' })).json()).results.length
}
`

const vitestIn = (environment: string) => `// @vitest-environment ${environment}
import { emulatorFixture } from '@coveo-token/emulator'
import { expect, test as base } from 'vitest'
import { search } from './search.js'
const test = base.extend({ coveo: emulatorFixture() })
test('searches in ${environment}', async ({ coveo }) => {
  expect(await search(fetch, coveo, coveo.url)).toBeGreaterThan(0)
})
`

/** Tests in Vitest: the fixture in three environments, and MSW with the handler. */
export const vitestFiles: Record<string, string> = {
  'search.js': helpers,
  'node.test.js': vitestIn('node'),
  'jsdom.test.js': vitestIn('jsdom'),
  'happy-dom.test.js': vitestIn('happy-dom'),
  'msw.test.js': `import { emulatorHandler } from '@coveo-token/emulator/handler'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { expect, test } from 'vitest'
import { search } from './search.js'
test('searches through MSW', async () => {
  const coveo = emulatorHandler({ organizationId: 'acme' })
  const server = setupServer(http.all('${organization}/*', ({ request }) => coveo.fetch(request)))
  server.listen({ onUnhandledRequest: 'error' })
  expect(await search(fetch, coveo.controls)).toBeGreaterThan(0)
  expect(coveo.controls.requests).toHaveLength(2)
  server.close()
})
`,
}

const key = 'xx00000000-0000-4000-8000-000000000001'

/** Tests in Playwright: the fixture, the handler in `route`, and the handler in a service worker. */
export const playwrightFiles: Record<string, string> = {
  'search.js': helpers,
  'worker.js': `import { emulatorHandler } from '@coveo-token/emulator/handler'
const coveo = emulatorHandler({ organizationId: 'acme', apiKeys: { authenticatedSearch: '${key}' } })
addEventListener('install', (event) => event.waitUntil(skipWaiting()))
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  if (event.request.url.startsWith('${organization}')) event.respondWith(coveo.fetch(event.request))
})
`,
  'playwright.config.js': `export default {
  use: { launchOptions: { executablePath: ${JSON.stringify(chromiumPath)}, args: ['--no-sandbox'] } },
  timeout: 120_000,
}
`,
  'emulator.spec.js': `import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { emulatorFixture } from '@coveo-token/emulator'
import { emulatorHandler } from '@coveo-token/emulator/handler'
import { test as base, expect } from '@playwright/test'
import { search } from './search.js'
const inPage = (page, apiKeys, url) =>
  page.evaluate('(' + search + ')(fetch, ' + JSON.stringify({ apiKeys }) + ', ' + JSON.stringify(url) + ')')
const test = base.extend({
  coveo: emulatorFixture(),
  async site({}, use) {
    const server = createServer((request, response) => {
      response.setHeader('Content-Type', request.url === '/worker.js' ? 'text/javascript' : 'text/html')
      response.end(request.url === '/worker.js' ? readFileSync('dist/worker.js') : '<!doctype html><title>Page</title>')
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use('http://127.0.0.1:' + server.address().port)
    server.close()
  },
})

test('a page searches in the emulator of a fixture', async ({ page, coveo, site }) => {
  await page.goto(site)
  expect(await inPage(page, coveo.apiKeys, coveo.url)).toBeGreaterThan(0)
})

test('the handler fulfils the routes of a page', async ({ page, site }) => {
  const coveo = emulatorHandler({ organizationId: 'acme' })
  await page.route('${organization}/**', async (route) => {
    const request = route.request()
    const method = request.method()
    const headers = await request.allHeaders()
    const response = await coveo.fetch(request.url(), { method, headers, body: request.postDataBuffer() })
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  })
  await page.goto(site)
  expect(await inPage(page, coveo.controls.apiKeys, '${organization}')).toBeGreaterThan(0)
  expect(coveo.controls.requests.filter(({ method }) => method === 'POST')).toHaveLength(2)
})

test('the handler runs in a service worker', async ({ page, site }) => {
  await page.goto(site)
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js')
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
  })
  expect(await inPage(page, { authenticatedSearch: '${key}' }, '${organization}')).toBeGreaterThan(0)
})
`,
}
