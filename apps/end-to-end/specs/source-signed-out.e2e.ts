import type { TokenSource } from '@coveo-token/core/browser'
import type { BrowserContext, Page } from '@playwright/test'
import { letFocusMove } from '../src/focus.ts'
import { expect, test } from '../src/lab-fixtures.ts'

/** A page with one token source, which counts its requests. */
async function openTab(context: BrowserContext, url: string) {
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/coveo-token') asked.push(request.method())
  })
  await page.goto(`${url}/lab/two-tabs`)
  await letFocusMove(page)
  return { page, asked, said: page.locator('output') }
}

function renew(page: Page) {
  return page.evaluate(() => (Reflect.get(window, 'source') as TokenSource).renew())
}

test('a signed-out tab finds out that the user signed in elsewhere when it is looked at', async ({
  context,
  coveo,
  labServer,
}) => {
  labServer.user = null
  await context.clock.install()
  const [first, second] = [await openTab(context, labServer.url), await openTab(context, labServer.url)]
  await expect(first.said).toHaveText('signed-out not-authenticated')
  await expect(second.said).toHaveText('signed-out not-authenticated')
  const before = first.asked.length

  labServer.user = 'bjones@example.com'
  await renew(second.page)
  await expect(second.said).toHaveText(/^ready /)
  await expect(first.said).toHaveText('signed-out not-authenticated')
  expect(first.asked).toHaveLength(before)

  await first.page.clock.fastForward(6_000)
  await first.page.bringToFront()
  await expect(first.said).toHaveText(/^ready /)
  expect(first.asked).toHaveLength(before + 1)
  expect(await first.said.innerText()).toBe(await second.said.innerText())
  expect(coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
})

test('a signed-out tab that is looked at all the time asks once in five seconds at most', async ({
  context,
  labServer,
}) => {
  labServer.user = null
  await context.clock.install()
  const other = await context.newPage()
  await letFocusMove(other)
  const { page, asked, said } = await openTab(context, labServer.url)
  await expect(said).toHaveText('signed-out not-authenticated')
  const before = asked.length
  for (let second = 0; second < 30; second++) {
    await page.clock.runFor(1_000)
    await other.bringToFront()
    await page.bringToFront()
  }
  expect(asked.length - before).toBeGreaterThanOrEqual(3)
  expect(asked.length - before).toBeLessThanOrEqual(6)
  await expect(said).toHaveText('signed-out not-authenticated')
})

test('where the words of errors cannot be loaded, the page still waits, recovers, and finds the words later', async ({
  context,
  labServer,
}) => {
  await context.clock.install()
  await context.route('**/endpoint-failure-*.js', (route) => route.abort())
  let status = 503
  await context.route('**/api/coveo-token', (route) => (status ? route.fulfill({ status }) : route.continue()))
  const other = await context.newPage()
  await letFocusMove(other)
  const { page, asked, said } = await openTab(context, labServer.url)
  await expect(said).toHaveText('error endpoint-failed')
  await page.clock.runFor(50_000)
  expect(asked).toHaveLength(1)

  await context.unroute('**/endpoint-failure-*.js')
  status = 404
  await page.clock.runFor(15_000)
  await expect(said).toHaveText('error endpoint-not-found')
  expect(asked).toHaveLength(2)

  status = 0
  await page.clock.runFor(5_000)
  expect(asked).toHaveLength(2)
  await other.bringToFront()
  await page.bringToFront()
  await expect(said).toHaveText(/^ready /)
})
