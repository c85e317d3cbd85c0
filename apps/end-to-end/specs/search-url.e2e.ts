import { accessibilityProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { expectFocusKept } from '../src/focus.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

test.describe('the search page', () => {
  test.use({ bypassCSP: true })

  test('has its whole state in the URL', async ({ page, stack }) => {
    test.slow()
    const search = searchPage(page)
    const summary = search.summary
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    await expect(page).toHaveTitle('Knowledge · search as yourself')

    await test.step('query, facet, sort order and page', async () => {
      await page.getByRole('button', { name: 'Page 2' }).click()
      await expect(summary).toContainText(/11–20 of \d+ results/)
      await search.search('sensor')
      await expect(page).toHaveTitle('sensor · Knowledge')
      await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Newest first')
      await page.getByRole('checkbox', { name: /^Product \d/ }).check()
      await expect(page.getByRole('button', { name: 'Remove Product' })).toBeVisible()
      await expect(page).toHaveURL(/#q=sensor&sortCriteria=date.*&f-department=Product/)
    })

    await test.step('Back, Forward, reload', async () => {
      await page.goBack()
      await expect(page.getByRole('button', { name: 'Remove Product' })).toHaveCount(0)
      await page.goForward()
      await expect(page.getByRole('button', { name: 'Remove Product' })).toBeVisible()
      await untilQuiet(page)
      const titles = await search.titles.allInnerTexts()
      await page.reload()
      await expect(page.getByRole('button', { name: 'Remove Product' })).toBeVisible()
      await expect(search.searchBox).toHaveValue('sensor')
      await expect(page.getByRole('combobox', { name: 'Sort by' })).toHaveValue('newest')
      await expect(page).toHaveTitle('sensor · Knowledge')
      await expect(search.titles).toHaveText(titles)
    })

    await test.step('chips are removed one by one, or all at once', async () => {
      await page.getByRole('checkbox', { name: /^Support \d/ }).check()
      await page.getByRole('button', { name: 'Remove Support' }).press('Enter')
      await expect(page.getByRole('button', { name: 'Remove Support' })).toHaveCount(0)
      await page.getByRole('button', { name: 'Clear all' }).press('Enter')
      await expect(page.getByRole('region', { name: 'Chosen filters' })).toHaveCount(0)
      await expectFocusKept(page)
    })
  })

  test('offers a correction, recent searches and the way out of an empty result', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    await search.search('pasword')
    await page.getByRole('button', { name: 'Did you mean “password”?' }).click()
    await expect(search.searchBox).toHaveValue('password')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()

    await search.search('travel')
    const recent = page.getByRole('region', { name: 'Recent searches' })
    await recent.getByRole('button', { name: 'password' }).click()
    await expect(search.searchBox).toHaveValue('password')
    await page.reload()
    await expect(recent.getByRole('button', { name: 'travel' })).toBeVisible()

    await search.search('zzzzqq')
    await expect(page.getByRole('heading', { name: 'Nothing found that you may read' })).toBeVisible()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  test('opens a link with damaged parts as the search that is left of it', async ({ page, stack }) => {
    const search = searchPage(page)
    await search.openAsAlice(`${stack.server.url}/#q=%E0%A4%A&firstResult=-5&sortCriteria=bogus&f-department=Product`)
    await expect(page.getByRole('button', { name: 'Remove Product' })).toBeVisible()
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    await page.evaluate(() => location.assign('#firstResult=abc&q=sensor'))
    await expect(search.searchBox).toHaveValue('sensor')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
  })

  test('shows a query of spaces as none, and a query from right to left in its direction', async ({ page, stack }) => {
    const search = searchPage(page)
    await search.openAsAlice(stack.server.url)
    const summary = search.summary
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await search.search('   ')
      await expect(page).toHaveTitle('Knowledge · search as yourself')
      await expect(summary).not.toContainText('for')
      await search.search('שלום עולם')
      await expect(page).toHaveTitle('שלום עולם · Knowledge')
      await expect(summary.locator('q')).toHaveCSS('direction', 'rtl')
      await expect(search.searchBox).toHaveCSS('direction', 'rtl')
    }
    await page.getByRole('button', { name: 'Sign out' }).press('Enter')
    await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
    await expect(page).toHaveTitle('Knowledge · search as yourself')
  })

  test('switches users from its menu, and hides the filters when narrow', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    await search.search('notes')
    await expect(page.getByRole('checkbox').first()).toBeHidden()
    await page.getByRole('button', { name: 'Filters' }).click()
    await expect(page.getByRole('checkbox').first()).toBeVisible()

    const toggle = page.getByRole('button', { name: 'Switch user' })
    await toggle.press('Enter')
    expect(await accessibilityProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(toggle).toBeFocused()
    await toggle.press('Enter')
    await page.getByRole('button', { name: 'Bob Jones' }).click()
    await expect(search.actsAs).toHaveText('bjones@example.com')
    await expect(search.searchBox).toHaveValue('notes')
    await expect(page.getByRole('heading', { level: 1, name: 'Search as Bob Jones' })).toBeFocused()
    await expect(page.getByRole('region', { name: 'Recent searches' })).not.toContainText('password')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  })
})
