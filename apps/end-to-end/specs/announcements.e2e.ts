import type { Page } from '@playwright/test'
import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { isQuery, searchPage } from '../src/search-page.ts'

/** Runs in the page: keeps each text that the status of the search changes to, which a screen reader announces. */
function recordAnnouncements() {
  const announced: string[] = []
  Object.assign(window, { announced })
  let region: Element | null = null
  let before = ''
  new MutationObserver(() => {
    const status = document.querySelector('main > [role="status"]')
    const words = status?.textContent ?? ''
    // A screen reader says nothing of a region that arrives with its words.
    if (status !== region && words !== '') announced.push(`unheard: ${words}`)
    else if (words !== before && words !== '') announced.push(words)
    region = status
    before = words
  }).observe(document, { childList: true, characterData: true, subtree: true })
}

function announcements(page: Page): Promise<string[]> {
  return page.evaluate(() => (Reflect.get(window, 'announced') as string[]).splice(0))
}

test('a search announces that it loads, once, then what it found', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.addInitScript(recordAnnouncements)
  await page.goto(stack.server.url)

  await test.step('after a sign-in', async () => {
    await search.signIn('Alice Smith')
    await untilQuiet(page)
    const found = await search.summary.innerText()
    expect(await announcements(page)).toEqual(['Loading your results…', found])
  })

  await test.step('after a query, and nothing while it is typed', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/rest/search/v2?*', async (route) => {
      await held
      await route.continue()
    })
    const sent = page.waitForRequest((request) => isQuery(request.url()) && request.method() === 'POST')
    await search.searchBox.pressSequentially('password')
    await search.searchBox.press('Enter')
    await sent
    const status = page.getByRole('main').getByRole('status').first()
    await expect(status).toHaveText('Searching…')
    release()
    await expect(status).toHaveText(/results for “password”$/)
    await page.unrouteAll({ behavior: 'wait' })
    await untilQuiet(page)
    expect(await announcements(page)).toEqual(['Searching…', await status.innerText()])
  })

  await test.step('after a page turn, and nothing found', async () => {
    await search.search('')
    await page.getByRole('button', { name: 'Page 2' }).press('Enter')
    await expect(search.summary).toContainText('11–')
    await search.search('zzzz')
    await untilQuiet(page)
    const searching = 'Searching…'
    const found = [/^1–10 of 66 results$/, /^11–20 of 66 results$/, /^0 results for “zzzz”$/]
    const expected = found.flatMap((words) => [searching, expect.stringMatching(words)])
    expect(await announcements(page)).toEqual(expected)
  })
})
