import { expect, type Page } from '@playwright/test'

/** The search page as a person sees it: both example apps show the same one. */
export function searchPage(page: Page) {
  const results = page.getByRole('list', { name: 'Results' })
  return {
    results,
    titles: results.getByRole('heading'),
    searchBox: page.getByRole('combobox', { name: 'Search' }),
    panel: page.getByRole('region', { name: 'Your token' }),
    fingerprint: page.getByTestId('token-fingerprint'),
    renewals: page.getByTestId('renewals'),
    actsAs: page.getByTestId('acts-as'),
    resultCount: page.getByTestId('result-count'),

    async signIn(name: 'Alice Smith' | 'Bob Jones' | 'Continue without an account') {
      await page.getByRole('button', { name }).click()
      await expect(results.getByRole('listitem').first()).toBeVisible()
    },

    async search(words: string) {
      const answered = page.waitForResponse(
        (response) => isQuery(response.url()) && response.request().method() === 'POST',
      )
      await this.searchBox.fill(words)
      await this.searchBox.press('Enter')
      await answered
    },
  }
}

/** Whether a URL is that of a query (and not of suggestions, facets or analytics). */
export function isQuery(url: string): boolean {
  return new URL(url).pathname === '/rest/search/v2'
}
