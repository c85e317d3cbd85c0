import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000
const hour = 60 * minute

for (const [words, skew, most] of [
  // Headless alone asks before every action here, because by the page's clock no token ever has life left.
  ['an hour fast', hour, 1],
  ['an hour slow', -hour, 0],
] as const) {
  test(`a browser clock ${words} costs at most ${most} renewals, and tokens are still renewed in time`, async ({
    page,
    stack,
  }) => {
    await page.clock.install({ time: Date.now() + skew })
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    for (const words of ['gateway', 'password', 'travel', 'calibration', 'invoice']) await search.search(words)
    const renewals = Number(await search.renewals.innerText())
    expect(renewals).toBeLessThanOrEqual(most)
    expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1 + renewals)

    await stack.advance(page, 59 * minute)
    await expect(search.renewals).toHaveText(String(renewals + 1))
  })
}

test('a laptop that slept past the end of its token wakes up to a working page', async ({ page, stack }) => {
  await page.clock.install()
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Bob Jones')
  await stack.advance(page, 9 * hour)
  await expect(search.renewals).toHaveText('1')
  await search.search('budget')
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('offline while the token ends, then online again', async ({ page, context, stack }) => {
  await page.clock.install()
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await context.setOffline(true)
  await stack.advance(page, 62 * minute)
  await context.setOffline(false)
  await expect(search.renewals).toHaveText('1')
  await search.search('password')
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('leaving the page and coming back works', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await page.goto(`${stack.server.url}/api/session`)
  await page.goBack()
  await search.search('password')
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('a slow machine still asks once', async ({ page, stack }) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await search.search('password')
  expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
})
