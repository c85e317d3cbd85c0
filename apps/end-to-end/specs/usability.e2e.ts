import { accessibilityProblems, contrastProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, bypassCSP: true })

    test('the search page has no accessibility problems, signed out and signed in', async ({ page, stack }) => {
      await page.goto(stack.server.url)
      await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
      expect(await accessibilityProblems(page)).toEqual([])
      await searchPage(page).signIn('Alice Smith')
      expect(await accessibilityProblems(page)).toEqual([])
    })

    test('every text has the contrast of level AAA for users who prefer more contrast', async ({ page, stack }) => {
      await page.emulateMedia({ contrast: 'more' })
      await page.goto(stack.server.url)
      await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
      expect(await contrastProblems(page)).toEqual([])
      await searchPage(page).signIn('Alice Smith')
      await untilQuiet(page)
      await page.getByRole('checkbox').first().check()
      await expect(page.getByRole('region', { name: 'Chosen filters' })).toBeVisible()
      await untilQuiet(page)
      expect(await contrastProblems(page)).toEqual([])
    })
  })
}

test('on paper, the page has its results or the open document, and no token or controls', async ({ page, stack }) => {
  const { openAsAlice, panel, results } = searchPage(page)
  await openAsAlice(stack.server.url)
  await page.emulateMedia({ media: 'print' })
  await expect(results).toBeVisible()
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button')).toHaveCount(0)

  await page.emulateMedia({ media: 'screen' })
  await results.getByRole('link').first().click()
  const document = page.getByRole('dialog')
  await expect(document).toContainText('Why may I read this?')
  await page.emulateMedia({ media: 'print' })
  await expect(document.getByRole('heading', { level: 2 })).toBeVisible()
  await expect(document.getByRole('button', { includeHidden: true })).toBeHidden()
  for (const below of [page.locator('.page-header'), page.locator('.result').first(), page.locator('.search-top')]) {
    await expect(below).toBeHidden()
  }
})

test('the search box works with the keyboard alone, suggestions included', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await search.searchBox.focus()
  await page.keyboard.type('pass')
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  // Late suggestions for the letters before would replace the list, and with it the selection.
  await untilQuiet(page)
  await page.keyboard.press('ArrowDown')
  await expect(search.searchBox).toHaveAttribute('aria-activedescendant', /.+/)
  const chosen = await page.getByRole('listbox').getByRole('option', { selected: true }).innerText()
  await page.keyboard.press('Enter')
  await expect(search.searchBox).toHaveValue(chosen)
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('a facet filters the results', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  const before = await search.resultCount.innerText()
  await page.getByRole('checkbox').first().check()
  await expect(search.resultCount).not.toHaveText(before)
})

test('the search page does not overflow on a narrow screen', async ({ page, stack }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(stack.server.url)
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await overflow()).toBe(0)
  await searchPage(page).signIn('Bob Jones')
  expect(await overflow()).toBe(0)
})
