import { type Emulator, emulatorFixture } from '@coveo-token/emulator'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { type ClientSite, startClientSite } from '../src/client-site.ts'

interface Client {
  /** Page below `/clients/`. */
  page: string
  searchBox(page: Page): Locator
  suggestions(page: Page): Locator
  results(page: Page): Locator
  /** Values that a Group By of the response lists. */
  groupByValues?(page: Page): Locator
  /** Path of the event for an opened result. */
  clickEvent: string
}

const inAtomic: Pick<Client, 'suggestions' | 'results'> = {
  suggestions: (page) => page.getByLabel(/suggested query/),
  results: (page) => page.locator('atomic-result').getByRole('link'),
}

const clients: Readonly<Record<string, Client>> = {
  'JSUI 2.10126': {
    page: 'jsui',
    searchBox: (page) => page.getByRole('combobox', { name: 'Search', exact: true }),
    suggestions: (page) => page.getByRole('option'),
    results: (page) => page.locator('.CoveoResultLink'),
    groupByValues: (page) => page.locator('.CoveoFacet .coveo-facet-value-caption'),
    clickEvent: '/rest/ua/v15/analytics/click',
  },
  'Atomic 2.79': {
    page: 'atomic-2',
    searchBox: (page) => page.getByRole('combobox', { name: /^Search field/ }),
    ...inAtomic,
    clickEvent: '/rest/v15/analytics/click',
  },
  'Atomic 3.41': {
    page: 'atomic-3',
    searchBox: (page) => page.getByRole('textbox', { name: /^Search field/ }),
    ...inAtomic,
    clickEvent: '/rest/organizations/emulator/events/v1',
  },
}

const test = base.extend<{ coveo: Emulator; site: ClientSite }>({
  coveo: emulatorFixture(),
  site: async ({ coveo }, use) => {
    const site = await startClientSite(coveo)
    await use(site)
    await site.stop()
  },
})

/** Whether the emulator has sent suggestions for `text`. */
function hasSuggestedFor(coveo: Emulator, text: string): boolean {
  return coveo.requests.some(({ route, status, query, body }) => {
    const { q } = { ...query, ...(body as object) } as { q?: string }
    return route === 'querySuggest' && status === 200 && q === text
  })
}

for (const [name, { page: file, searchBox, suggestions, results, groupByValues, clickEvent }] of Object.entries(
  clients,
)) {
  test(`${name} searches, suggests, filters, renews its token and sends events`, async ({ page, coveo, site }) => {
    const thrown: Error[] = []
    page.on('pageerror', (error) => thrown.push(error))
    await page.route('https://*.example.com/**', (route) => route.fulfill({ body: '', contentType: 'text/html' }))
    await page.goto(`${site.url}/clients/${file}.html`)
    // A busy machine takes half a minute to load one of these pages.
    await expect(results(page)).toHaveCount(10, { timeout: 40_000 })

    if (groupByValues) await expect(groupByValues(page).filter({ hasText: 'Help Center' })).toBeVisible()

    await searchBox(page).click()
    await searchBox(page).pressSequentially('esc')
    const suggestion = suggestions(page).filter({ hasText: 'escalation process' }).first()
    // A suggestion for fewer letters disappears with the response for these.
    await expect.poll(() => hasSuggestedFor(coveo, 'esc')).toBe(true)
    await expect(suggestion).toBeVisible()

    coveo.clock.advance(25 * 3_600_000)
    await suggestion.click()
    await expect(results(page).first()).toHaveText(/escalation/i)
    expect(coveo.requests.some(({ status }) => status === 419)).toBe(true)
    expect(site.tokens).toBeGreaterThan(1)

    await page.getByRole('checkbox', { name: /Support/ }).click()
    // JSUI sends forms, in which the facets are text.
    const facets = () => JSON.stringify(coveo.requests.findLast(({ route }) => route === 'search')?.body)
    await expect.poll(facets).toMatch(/state\W+selected/)
    await results(page).first().click()
    await expect
      .poll(() =>
        coveo.requests.some(({ path, method, status }) => path === clickEvent && method === 'POST' && status === 200),
      )
      .toBe(true)
    expect(thrown).toEqual([])
  })
}
