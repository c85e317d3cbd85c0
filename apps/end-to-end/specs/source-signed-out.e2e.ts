import type { TokenSource } from '@coveo-token/core/browser'
import type { BrowserContext, Page } from '@playwright/test'
import { letFocusMove, returnTo } from '../src/focus.ts'
import { expect, test } from '../src/lab-fixtures.ts'
import { runSeconds, stopClock, untilQuiet } from '../src/quiet.ts'

/** Opens a page with one token source, and records its token requests. */
async function openTab(context: BrowserContext, url: string) {
  const page = await context.newPage()
  const tokenRequests: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/coveo-token') tokenRequests.push(request.method())
  })
  await page.goto(`${url}/lab/two-tabs`)
  await letFocusMove(page)
  return { page, tokenRequests, status: page.locator('output') }
}

function renew(page: Page) {
  return page.evaluate(() => (Reflect.get(window, 'source') as TokenSource).renew())
}

test('a signed-out tab signs in when the user returns after signing in elsewhere', async ({
  context,
  coveo,
  labServer,
}) => {
  labServer.user = null
  await context.clock.install()
  const [first, second] = [await openTab(context, labServer.url), await openTab(context, labServer.url)]
  await expect(first.status).toHaveText('signed-out not-authenticated')
  await expect(second.status).toHaveText('signed-out not-authenticated')
  const before = first.tokenRequests.length

  labServer.user = 'bjones@example.com'
  await renew(second.page)
  await expect(second.status).toHaveText(/^ready /)
  await expect(first.status).toHaveText('signed-out not-authenticated')
  expect(first.tokenRequests).toHaveLength(before)

  await untilQuiet(first.page)
  await first.page.clock.fastForward(6_000)
  await returnTo(first.page)
  await expect(first.status).toHaveText(/^ready /)
  expect(first.tokenRequests).toHaveLength(before + 1)
  expect(await first.status.innerText()).toBe(await second.status.innerText())
  expect(coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
})

test('a signed-out tab requests a token at most once in five seconds, however often the user returns', async ({
  context,
  labServer,
}) => {
  labServer.user = null
  await stopClock(context)
  const other = await context.newPage()
  await letFocusMove(other)
  const { page, tokenRequests, status } = await openTab(context, labServer.url)
  await runSeconds(page, 1)
  await expect(status).toHaveText('signed-out not-authenticated')
  const before = tokenRequests.length
  for (let second = 0; second < 30; second++) {
    await runSeconds(page, 1)
    await returnTo(other)
    await returnTo(page)
  }
  expect(tokenRequests.length - before).toBeGreaterThanOrEqual(3)
  expect(tokenRequests.length - before).toBeLessThanOrEqual(6)
  await expect(status).toHaveText('signed-out not-authenticated')
})

test('a page retries a failing endpoint with growing pauses, waits longer on 404, and recovers when the user returns', async ({
  context,
  labServer,
}) => {
  // The longest pauses: 1, 2, 4, 8, 16, 32 and 60 seconds.
  await context.addInitScript(() => {
    Math.random = () => 0.999_999
  })
  await stopClock(context)
  let failure = 503
  await context.route('**/api/coveo-token', (route) =>
    failure ? route.fulfill({ status: failure }) : route.continue(),
  )
  const other = await context.newPage()
  await letFocusMove(other)
  const { page, tokenRequests, status } = await openTab(context, labServer.url)
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  await runSeconds(page, 1)
  await expect(status).toHaveText('error endpoint-failed')
  await runSeconds(page, 50)
  expect(tokenRequests).toHaveLength(6)

  failure = 404
  await runSeconds(page, 20)
  await expect(status).toHaveText('error endpoint-not-found')
  expect(tokenRequests).toHaveLength(7)

  failure = 0
  await runSeconds(page, 70)
  expect(tokenRequests).toHaveLength(7)
  await returnTo(other)
  await returnTo(page)
  await runSeconds(page, 1)
  await expect(status).toHaveText(/^ready /)
  expect(scripts).toEqual([])
})
