import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000

test.describe('renewal', () => {
  test('replaces the token before it expires, and keeps the results on screen', async ({ page, stack }) => {
    await page.clock.install()
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    const before = await search.fingerprint.innerText()
    await search.results.evaluate((list) => {
      const seen = { empty: false, removed: false }
      Object.assign(window, { seen })
      new MutationObserver(() => {
        if (!document.contains(list)) seen.removed = true
        if (list.children.length === 0) seen.empty = true
      }).observe(document.body, { childList: true, subtree: true })
    })

    await stack.advance(page, 59 * minute)

    await expect(search.fingerprint).not.toHaveText(before)
    await expect(search.renewals).toHaveText('1')
    expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual({ empty: false, removed: false })
    await search.search('password')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
  })

  test('continues through four short-lived tokens without a rejected request', async ({ page, stack }) => {
    stack.coveo.settings.update({ tokenLifeMs: 2 * minute })
    await page.clock.install()
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Bob Jones')
    for (let renewals = 1; renewals <= 4; renewals++) {
      await stack.advance(page, 1.7 * minute)
      await expect(search.renewals).toHaveText(String(renewals))
    }
    await search.search('budget')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    const rejected = stack.coveo.requests.filter(({ status }) => status === 401 || status === 419)
    expect(rejected).toHaveLength(0)
  })
})

test.describe('a rejected token', () => {
  test('is replaced once, and the page continues to search', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    const before = await search.fingerprint.innerText()
    const minted = () => stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token').length
    expect(minted()).toBe(1)

    await page.getByRole('button', { name: 'Make Coveo reject it' }).click()

    await expect(search.fingerprint).not.toHaveText(before)
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    expect(minted()).toBe(2)
    await search.search('password')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    expect(minted()).toBe(2)
  })
})
