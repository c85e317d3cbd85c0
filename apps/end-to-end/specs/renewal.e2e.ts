import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000

test.describe('renewal', () => {
  test('happens before the end of the token, while the page stays open, without a flicker', async ({ page, stack }) => {
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

  test('keeps a page alive over many lives of short tokens', async ({ page, stack }) => {
    stack.coveo.settings.update({ tokenLifeMs: 2 * minute })
    await page.clock.install()
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Bob Jones')
    for (let life = 1; life <= 4; life++) {
      await stack.advance(page, 1.7 * minute)
      await expect(search.renewals).toHaveText(String(life))
    }
    await search.search('budget')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    const refused = stack.coveo.requests.filter(({ status }) => status === 401 || status === 419)
    expect(refused).toHaveLength(0)
  })
})

test.describe('a rejected token', () => {
  test('is replaced once, and the page goes on', async ({ page, stack }) => {
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
