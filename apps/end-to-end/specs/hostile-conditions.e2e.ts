import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000
const hour = 60 * minute

for (const [name, skew, most] of [
  // Headless alone would renew before every action here: by the page's clock every token has expired.
  ['an hour fast', hour, 1],
  ['an hour slow', -hour, 0],
] as const) {
  test(`a page clock ${name} causes at most ${most} renewals, and tokens are renewed before they expire`, async ({
    page,
    stack,
  }) => {
    await page.clock.install({ time: Date.now() + skew })
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    for (const query of ['gateway', 'password', 'travel', 'calibration', 'invoice']) await search.search(query)
    await untilQuiet(page)
    const renewals = Number(await search.renewals.innerText())
    expect(renewals).toBeLessThanOrEqual(most)
    expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1 + renewals)

    await stack.advance(page, 59 * minute)
    await expect(search.renewals).toHaveText(String(renewals + 1))
  })
}

test('a page whose laptop slept until after the token expired renews it', async ({ page, stack }) => {
  await page.clock.install()
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Bob Jones')
  await stack.advance(page, 9 * hour)
  await expect(search.renewals).toHaveText('1')
  await search.search('budget')
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('a page that was offline when its token expired renews it once online', async ({ page, context, stack }) => {
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

test('a page searches after back navigation', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await page.goto(`${stack.server.url}/api/session`)
  await page.goBack()
  await search.search('password')
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('a page on a slow machine causes one mint', async ({ page, stack }) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await search.search('password')
  expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
})
