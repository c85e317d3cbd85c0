import { accessibilityProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

test.describe('the sheets above the search', () => {
  test.use({ bypassCSP: true })

  test('a result opens in the reading pane, which says why the user may read it', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Bob Jones')
    await search.search('invoice approval')
    const pane = page.getByRole('dialog')
    const link = search.results.getByRole('link', { name: 'Invoice approval limits' })

    await test.step('from the quick view, with the group', async () => {
      await link.press('Enter')
      await expect(pane.getByRole('heading', { level: 2 })).toHaveText('Invoice approval limits')
      await expect(pane.getByRole('heading', { name: 'Why may I read this?' })).toBeVisible()
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      await expect(pane.locator('mark').first()).toBeVisible()
      expect(await accessibilityProblems(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(pane).toHaveCount(0)
      await expect(link).toBeFocused()
    })

    await test.step('until Back, and again with Forward', async () => {
      await link.press('Enter')
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      await page.goBack()
      await expect(pane).toHaveCount(0)
      await expect(link).toBeFocused()
      await page.goForward()
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      await page.keyboard.press('Escape')
      await expect(pane).toHaveCount(0)
    })

    await test.step('at once after it was closed', async () => {
      await link.press('Enter')
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      // Before the router of Next takes over the address of the closed pane, which it does a moment later.
      await link.evaluate((opener) => {
        const isClosed = () => document.querySelector('dialog') === null
        new MutationObserver((_, observer) => {
          if (!isClosed()) return
          observer.disconnect()
          if (opener instanceof HTMLElement) opener.click()
        }).observe(document.body, { childList: true, subtree: true })
        document.querySelector<HTMLElement>('dialog [aria-label="Close"]')?.click()
      })
      await expect(page).toHaveURL(/[?&]read=/)
      await untilQuiet(page)
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      await expect(page).toHaveURL(/[?&]read=/)
      await page.keyboard.press('Escape')
      await expect(pane).toHaveCount(0)
    })

    await test.step('from a link to another search, with the title of the document', async () => {
      const address = (await link.getAttribute('href'))?.replace(/#.*/, '#q=travel')
      await page.goto(`${stack.server.url}${address}`)
      await expect(pane.getByRole('heading', { level: 2 })).toHaveText('Invoice approval limits')
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      await page.keyboard.press('Escape')
      await expect(pane).toHaveCount(0)
      await expect(search.searchBox).toHaveValue('travel')
      await search.search('invoice approval')
    })

    await test.step('with its excerpt, when Coveo sends no quick view', async () => {
      const body = '<html><h1>Bad gateway</h1></html>'
      await page.route('**/rest/search/v2/html?*', (route) => route.fulfill({ status: 502, body }))
      await link.press('Enter')
      await expect(pane).toContainText('Coveo sent no more of this document than its excerpt')
      await page.keyboard.press('Escape')
      await expect(pane).toHaveCount(0)
      await page.unrouteAll({ behavior: 'wait' })
    })

    await test.step('from its link, for this user only', async () => {
      await link.press('Enter')
      await page.reload()
      await expect(pane).toContainText('Bob Jones is a member of Finance')
      await page.request.post(`${stack.server.url}/api/session`, { data: { user: 'asmith@example.com' } })
      await page.reload()
      await expect(pane).toContainText('It may be one that Alice Smith may not read')
      await pane.getByRole('button', { name: 'Close' }).press('Enter')
      await expect(pane).toHaveCount(0)
    })

    await test.step('over the whole page when narrow', async () => {
      await page.setViewportSize({ width: 390, height: 844 })
      await search.search('notes')
      await search.results.getByRole('link', { name: 'My notes: cases to follow up' }).press('Enter')
      await expect(pane).toContainText('It is shared with Alice Smith alone')
      expect(await pane.evaluate((dialog) => dialog.getBoundingClientRect().width)).toBe(390)
    })
  })

  test('two users are compared side by side on one query', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    await search.search('notes')
    await page.getByRole('button', { name: 'Compare users' }).press('Enter')
    const table = page.getByRole('dialog').getByRole('table')
    await expect(table.getByRole('columnheader')).toContainText(['Alice Smith', 'Bob Jones'])
    const rowOf = (title: string) => table.getByRole('row').filter({ hasText: title })
    await expect(rowOf('My notes: cases to follow up').getByRole('cell')).toContainText([/only Alice/, /not found/])
    await expect(rowOf('My notes: before the next close').getByRole('cell')).toContainText([/not found/, /only Bob/])
    const shared = table.getByRole('row').and(page.locator('[data-shared="true"]')).first()
    const [left, right] = await shared.getByRole('cell').locator('.comparison-title').allInnerTexts()
    expect(left).toBe(right)
    expect(await accessibilityProblems(page)).toEqual([])

    await page.getByRole('radio', { name: 'Guest' }).check()
    await expect(table.getByRole('columnheader')).toContainText(['Alice Smith', 'Guest'])
    await page.keyboard.press('Escape')
    const compare = page.getByRole('button', { name: 'Compare users' })
    await expect(compare).toBeFocused()

    await search.search('xylophone')
    await compare.press('Enter')
    await expect(table.getByRole('cell')).toHaveText([/^Neither of them finds a document/])
  })
})
