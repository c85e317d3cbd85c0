import { expect, type Page, type Request } from '@playwright/test'
import { untilQuiet } from './quiet.ts'

/** The search page by its visible parts: both example apps show the same page. */
export function searchPage(page: Page) {
  const results = page.getByRole('list', { name: 'Results' })
  const searchBox = page.getByRole('combobox', { name: 'Search' })
  return {
    results,
    titles: results.getByRole('heading'),
    searchBox,
    panel: page.getByRole('region', { name: 'Your token' }),
    fingerprint: page.getByTestId('token-fingerprint'),
    renewals: page.getByTestId('renewals'),
    actsAs: page.getByTestId('acts-as'),
    /** The displayed range, and the number of results. */
    summary: page.locator('.result-summary'),
    resultCount: page.getByTestId('result-count'),

    /** Opens an app with a session of Alice: its HTML has the first token and the first results, which need no timer. */
    async openAsAlice(url: string) {
      await page.request.post(new URL('/api/session', url).href, { data: { user: 'asmith@example.com' } })
      await page.goto(url)
      await expect(searchBox).toBeVisible()
      await untilQuiet(page)
    },

    /** Signs in, and waits until the search is live: before, the page shows the first results of the server. */
    async signIn(name: 'Alice Smith' | 'Bob Jones' | 'Continue without an account') {
      await page.getByRole('button', { name }).click()
      await expect(searchBox).toBeVisible()
      await expect(results.getByRole('listitem').first()).toBeVisible()
      await untilQuiet(page)
    },

    /** Searches, and waits until the page shows the response. */
    async search(query: string) {
      const response = page.waitForResponse((candidate) => isSearchFor(query, candidate.request()))
      await searchBox.fill(query)
      await searchBox.press('Enter')
      await response
      await untilQuiet(page)
    },
  }
}

/** Whether a URL is a query, not suggestions, facets or analytics. */
export function isQuery(url: string): boolean {
  return new URL(url).pathname === '/rest/search/v2'
}

function isSearchFor(query: string, request: Request): boolean {
  return isQuery(request.url()) && request.method() === 'POST' && (request.postDataJSON().q ?? '') === query
}
