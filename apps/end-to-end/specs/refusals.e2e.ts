import type { Page, Route } from '@playwright/test'
import { accessibilityProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { expectFocusKept } from '../src/focus.ts'
import { runSeconds, stopClock, untilQuiet, withTimers } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

const tokenEndpoint = '**/api/coveo-token'
const minute = 60_000

function retryButton(page: Page) {
  return page.getByRole('main').getByRole('button', { name: 'Try now' })
}

test.describe('with a stopped clock', () => {
  test.use({ bypassCSP: true })
  test.beforeEach(({ context }) => stopClock(context))

  test('an endpoint that returns something else than a token is named, and the page recovers', async ({
    page,
    stack,
  }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await page.route(tokenEndpoint, (route: Route) => route.fulfill({ status: 200, json: { tokens: [] } }))
    await page.getByRole('button', { name: 'Alice Smith' }).click()
    // The page first requests the token of other tabs, for less than a second.
    await runSeconds(page, 1)
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { name: 'Search is not set up right' })).toBeVisible()
    await expect(main).toContainText('The site’s log has the reason.')
    await expect(main).toContainText(/Next attempt in \d+:\d\d\./)
    await expect(search.panel).toContainText('No token at the moment: Search is not set up right.')
    expect(await withTimers(page, accessibilityProblems(page))).toEqual([])

    await untilQuiet(page)
    await page.unrouteAll({ behavior: 'wait' })
    await retryButton(page).press('Enter')
    await runSeconds(page, 1)
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    await expectFocusKept(page)
  })

  test('a search that Coveo refuses is not repeated, until the user changes it', async ({ page, stack }) => {
    const search = searchPage(page)
    await search.openAsAlice(stack.server.url)
    stack.coveo.faults.add({ route: 'search', status: 400, times: 'always' })
    await search.search('travel')
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { name: 'Coveo refused this search' })).toBeVisible()
    await expect(main).toContainText('The same search fails again until it, or the grant, is changed.')
    await expect(main).toContainText('(status 400)')
    expect(await withTimers(page, accessibilityProblems(page))).toEqual([])
    const queries = () => stack.coveo.requests.filter(({ status }) => status === 400).length
    expect(queries()).toBe(1)
    await runSeconds(page, 30)
    expect(queries()).toBe(1)

    await retryButton(page).press('Enter')
    await expect(main).toContainText(/No change after the attempt at/)
    await expect(retryButton(page)).toBeFocused()
    expect(queries()).toBe(2)
    await untilQuiet(page)
    stack.coveo.faults.clear()
    await search.search('password')
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
  })

  test('a token that Coveo keeps rejecting is named, and the search comes back by itself', async ({ page, stack }) => {
    const search = searchPage(page)
    await search.openAsAlice(stack.server.url)
    stack.coveo.faults.add({ route: 'search', status: 419, times: 'always' })
    await search.search('travel')
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { name: 'Coveo rejected your token' })).toBeVisible()
    await expect(main).toContainText('The page gets a new token, then repeats the search.')
    await expect(main).toContainText(/Next attempt in 0:0\d\./)
    expect(await withTimers(page, accessibilityProblems(page))).toEqual([])

    await untilQuiet(page)
    stack.coveo.faults.clear()
    await runSeconds(page, 5)
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
    await expect(search.searchBox).toHaveValue('travel')
  })

  test('a time without a token is a red gap in the strip, and an entry of its list', async ({ page, stack }) => {
    const search = searchPage(page)
    await search.openAsAlice(stack.server.url)
    await page.route(tokenEndpoint, (route: Route) => route.fulfill({ status: 503 }))
    await stack.advance(page, 62 * minute)
    await runSeconds(page, 3)
    const strip = search.panel.getByRole('img', { name: /gaps 1/ })
    await expect(strip).toBeVisible()
    const gap = strip.locator('.token-strip-gap')
    await expect(gap).toHaveCSS('fill', await colorOf(page, '--bad'))
    const entries = search.panel.getByRole('list', { name: 'Tokens of the last ten minutes' }).getByRole('listitem')
    await expect(entries.first()).toContainText('to now without a token')

    await page.unrouteAll({ behavior: 'wait' })
    await search.panel.getByRole('button', { name: 'Renew now' }).press('Enter')
    await expect(entries.filter({ hasText: 'without a token' })).not.toContainText('to now')
    await runSeconds(page, 1)
    await expect(gap).toHaveCount(1)
    await expect(search.results.getByRole('listitem').first()).toBeVisible()
  })
})

/** The value of a colour of the theme, as computed styles show it. */
function colorOf(page: Page, name: string): Promise<string> {
  return page.evaluate((property) => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = `var(${property})`
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }, name)
}
