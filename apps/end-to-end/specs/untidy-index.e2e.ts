import type { Page } from '@playwright/test'
import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

const html = '<img src=x onerror="document.title = 1"><script>alert(1)</script>'
const results = [
  { title: 'W'.repeat(400), raw: { source: 'S'.repeat(120), author: 'A'.repeat(200), date: 8.64e15 + 1 } },
  { title: '', excerpt: null, raw: {} },
  { title: 'إعادة تعيين كلمة المرور', raw: { source: ['not', 'a', 'text'], author: [1, 'Alice'], date: 'today' } },
  { title: html, excerpt: html, raw: { source: html } },
  { title: `👩‍👩‍👧‍👦 ${'🚀'.repeat(80)}`, uri: undefined, raw: { date: null } },
]
const values = Array.from({ length: 1000 }, (_, rank) => ({
  value: rank === 0 ? 'V'.repeat(150) : `قيمة ${rank}`,
  state: rank === 0 ? 'selected' : 'idle',
  numberOfResults: 1e9 - rank,
}))

/** Replaces the results of each search by such as an index can hold. */
async function returnUntidyResults(page: Page) {
  await page.route('**/rest/search/v2?*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    const { facets, ...json } = await response.json()
    Object.assign(json, {
      totalCount: 123_456,
      totalCountFiltered: 123_456,
      facets: facets?.map((facet: object) => ({ ...facet, values })),
      results: results.map((result, rank) => ({
        ...{ excerpt: 'W'.repeat(400), clickUri: 'javascript:alert(1)', uniqueId: `id${rank}` },
        ...{ titleHighlights: [{ offset: 390, length: 50 }], excerptHighlights: [] },
        ...result,
      })),
    })
    await route.fulfill({ response, json })
  })
}

test('results with words of any length, any value or none are shown, inside of every window', async ({
  page,
  stack,
}) => {
  const search = searchPage(page)
  await returnUntidyResults(page)
  await search.openAsAlice(`${stack.server.url}/#q=${'w'.repeat(300)}`)
  await expect(search.titles).toHaveCount(results.length)
  await expect(search.titles.nth(1)).toHaveText('Untitled document')
  await expect(search.titles.nth(3)).toHaveText(html)
  await expectNoOverflow(page)

  await search.results.getByRole('link').first().press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the original' })).toHaveCount(0)
  await untilQuiet(page)
  await expectNoOverflow(page)
})

/** Expects that neither the page nor its dialog scrolls sideways. */
async function expectNoOverflow(page: Page) {
  for (const width of [1440, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const overflow = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('dialog')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    )
    expect(Math.max(...overflow), `${width} wide`).toBe(0)
  }
}
