import type { Page } from '@playwright/test'
import { expect, test } from '../src/fixtures.ts'
import { expectFocusKept } from '../src/focus.ts'
import { stopClock, untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

test('the keyboard keeps its place', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)

  await test.step('after a sign-in that fails', async () => {
    const alice = page.getByRole('button', { name: 'Alice Smith' })
    await expect(alice).toBeVisible()
    await page.route('**/api/session', (route) => route.abort())
    await alice.press('Enter')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('did not respond')
    await expect(alice).toBeFocused()
    await page.unrouteAll({ behavior: 'wait' })
    await search.signIn('Alice Smith')
    await expectFocusKept(page)
  })

  await test.step('with a skip link, and `/` for the search box', async () => {
    await search.search('password')
    await page.reload()
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the results' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#q=password$/)
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Compare users' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('combobox', { name: 'Sort by' })).toBeFocused()
    await page.keyboard.press('/')
    await expect(search.searchBox).not.toBeFocused()
    await search.results.getByRole('link').first().focus()
    await page.keyboard.press('/')
    await expect(search.searchBox).toBeFocused()
    await expect(search.searchBox).toHaveValue('password')
    await search.search('')
  })

  await test.step('after a renewal and a rejection', async () => {
    for (const name of ['Renew now', 'Make Coveo reject it']) {
      const button = page.getByRole('button', { name })
      await button.press('Enter')
      await expect(button).toHaveAttribute('aria-busy', 'false')
      await expect(button).toBeFocused()
    }
    await expect(search.renewals).toHaveText('1')
  })

  await test.step('when a wider window needs no button for the filters', async () => {
    const wide = page.viewportSize()
    if (wide === null) throw new Error('the page has no window')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: /^Filters/ }).focus()
    await page.setViewportSize(wide)
    await expect(page.getByRole('button', { name: /^Filters/ })).toHaveCount(0)
    await expectFocusKept(page)
  })

  await test.step('after more values of a facet, and without them again', async () => {
    await page.getByRole('group', { name: 'Department' }).getByRole('button', { name: 'Show more' }).press('Enter')
    await expectFocusKept(page)
    await page.getByRole('checkbox', { name: /^Support \d/ }).press('Space')
    await page.getByRole('button', { name: 'Clear department' }).press('Enter')
    await expect(page.getByRole('button', { name: 'Clear department' })).toHaveCount(0)
    await expectFocusKept(page)
  })

  await test.step('after another page, and the comparison of two users', async () => {
    for (const name of ['Page 2', 'Next page', 'Previous page']) {
      await page.getByRole('button', { name, exact: true }).press('Enter')
      await expect(page.getByRole('heading', { level: 2, name: 'Results' })).toBeFocused()
      await untilQuiet(page)
    }
    const compare = page.getByRole('button', { name: 'Compare users' })
    await compare.press('Enter')
    await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
    await expectFocusKept(page)
    await page.keyboard.press('Escape')
    await expect(compare).toBeFocused()
  })

  await test.step('after the query is cleared', async () => {
    await search.search('password')
    await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter')
    await expect(search.searchBox).toBeFocused()
  })
})

test('the focus stays on its result when the search becomes live', async ({ page, stack }) => {
  const { url } = stack.server
  const search = searchPage(page)
  await page.request.post(`${url}/api/session`, { data: { user: 'asmith@example.com' } })
  const html = await (await page.request.get(url)).text()
  for (const place of [search.results.getByRole('link').nth(2), page.locator('#results')]) {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    // The HTML names every script but that of the live search.
    await page.route('**/*.js', async (route) => {
      if (!html.includes(new URL(route.request().url()).pathname)) await released
      await route.continue()
    })
    await page.goto(url)
    await place.focus()
    await expect(search.searchBox).toHaveCount(0)
    release()
    await expect(search.searchBox).toBeVisible()
    await expect(place).toBeFocused()
    await page.unrouteAll({ behavior: 'wait' })
  }
})

test('a focused control is never hidden behind the token bar, and pages have numbers, at every width', async ({
  page,
  stack,
}) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Bob Jones')
  // The search replaces the first results.
  await untilQuiet(page)
  // A window of 1280 by 1024 at 100, 200 and 400 % zoom, a tablet and a telephone.
  for (const [width, height] of [
    [1280, 1024],
    [640, 512],
    [320, 256],
    [768, 1024],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await hiddenStops(page), `${width} wide`).toEqual([])
    for (const name of ['Page 1', 'Page 2']) {
      const number = page.getByRole('button', { name, exact: true })
      await number.focus()
      await expect(number, `${width} wide`).toBeInViewport({ ratio: 1 })
    }
  }
})

test.describe('on a small window', () => {
  // A window of 1280 by 800 at 200 % zoom.
  test.use({ viewport: { width: 640, height: 400 } })

  test('a focused control is not hidden behind a token bar of several lines, nor behind an open one', async ({
    context,
    page,
    stack,
  }) => {
    const { openAsAlice, panel } = searchPage(page)
    const details = panel.getByRole('button', { name: 'Details of the token' })
    // The bar has other words, and with them another height, whenever the page tries again.
    await stopClock(context)
    await openAsAlice(stack.server.url)
    await page.route('**/api/coveo-token', (route) => route.fulfill({ status: 503 }))
    await details.press('Enter')
    await page.getByRole('button', { name: 'Renew now' }).press('Enter')
    await expect(panel).toContainText('Not renewed')
    for (const width of [640, 390]) {
      await page.setViewportSize({ width, height: 400 })
      await expect(details).toHaveAttribute('aria-expanded', 'true')
      expect(await hiddenStops(page)).toEqual([])
      await details.press('Enter')
      expect(await hiddenStops(page)).toEqual([])
      await details.press('Enter')
    }
  })
})

/** Walks through the page with the Tab key, from its skip link to its end. Returns the focused controls that the token bar covers. */
async function hiddenStops(page: Page): Promise<string[]> {
  const hidden: string[] = []
  // The page learns of another height of the bar when Chromium next paints.
  await expect.poll(() => page.evaluate(isBarMeasured)).toBe(true)
  await page.getByRole('link', { name: 'Skip to the results' }).focus()
  for (let stop = 0; ; stop++) {
    await page.keyboard.press('Tab')
    const covered = await page.evaluate(() => {
      const { activeElement: focused } = document
      if (!focused || focused === document.body) return undefined
      const bar = document.querySelector('.token')
      if (!bar || bar.contains(focused)) return []
      const [control, cover] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()]
      const isBeside = control.right <= cover.left || control.left >= cover.right
      return isBeside || control.bottom <= cover.top ? [] : [focused.outerHTML]
    })
    if (covered === undefined) {
      // Header, search field, results, pages and token bar.
      expect(stop).toBeGreaterThan(20)
      return hidden
    }
    hidden.push(...covered)
  }
}

/** Runs in the page: whether a focused control is scrolled above the bar by the bar's present height. */
function isBarMeasured(): boolean {
  const height = document.querySelector<HTMLElement>('.token')?.offsetHeight
  return document.documentElement.style.getPropertyValue('--token-bar') === `${height}px`
}

test('the active suggestion, the current page and the time left are visible in forced colours', async ({
  page,
  stack,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  const bar = search.panel.getByRole('progressbar', { name: 'Lifetime left' })
  await expect(page.getByRole('button', { name: 'Page 1', exact: true })).toHaveCSS('border-top-style', 'solid')
  await expect(page.getByRole('button', { name: 'Page 2', exact: true })).toHaveCSS('border-top-style', 'none')
  await expect(bar).toHaveCSS('outline-style', 'solid')
  await expect(bar.locator('span')).toHaveCSS('forced-color-adjust', 'none')
  await search.searchBox.fill('pass')
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
  await expect(suggestions.getByRole('option').first()).toBeVisible()
  // Late suggestions for the empty box would replace the list, and with it the selection.
  await untilQuiet(page)
  await page.keyboard.press('ArrowDown')
  await expect(suggestions.getByRole('option', { selected: true })).toHaveCSS('outline-style', 'solid')
})
