import { type Emulator, emulatorFixture } from '@coveo-token/emulator'
import { test as base, expect } from '@playwright/test'
import { startTestServer } from '../src/test-server.ts'

const test = base.extend<{ coveo: Emulator; origin: string }>({
  coveo: emulatorFixture(),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  origin: async ({}, use) => {
    const server = await startTestServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html>')
    })
    await use(server.url)
    await server.stop()
  },
})

const routes = (coveo: Emulator) => coveo.requests.map(({ method, route, status }) => `${method} ${route} ${status}`)

test('a page of another origin calls the emulator with cookies, as the legacy analytics clients do', async ({
  page,
  coveo,
  origin,
}) => {
  await page.context().addCookies([{ name: 'visitor', value: '1', url: coveo.url }])
  await page.goto(origin)
  const result = await page.evaluate(
    async ({ url, key }) => {
      const response = await fetch(`${url}/rest/ua/v15/analytics/click?visitor=me`, {
        method: 'POST',
        credentials: 'include',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: '{}',
      })
      return { body: await response.json(), requestId: response.headers.get('X-Request-ID') }
    },
    { url: coveo.url, key: coveo.apiKeys.anonymousSearch },
  )
  expect(result.body).toMatchObject({ visitorId: 'me' })
  expect(result.requestId).toMatch(/^[0-9a-f-]{36}$/)
})

test('a page of another origin reads errors, and sends beacons with the token in the query', async ({
  page,
  coveo,
  origin,
}) => {
  await page.goto(origin)
  const url = `${coveo.url}/rest/organizations/emulator/events/v1`
  const status = await page.evaluate(
    (path) => fetch(path, { method: 'POST', credentials: 'include' }).then((response) => response.status),
    url,
  )
  expect(status).toBe(401)
  const sent = await page.evaluate(
    ([path, key]) =>
      navigator.sendBeacon(`${path}?access_token=${key}`, new Blob(['[{}]'], { type: 'application/json' })),
    [url, coveo.apiKeys.anonymousSearch],
  )
  expect(sent).toBe(true)
  await expect.poll(() => routes(coveo)).toContain('POST events 200')
})
