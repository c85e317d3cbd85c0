import { test as base, expect, type Page } from '@playwright/test'
import { accessibilityProblems, colorProblems } from '../src/accessibility.ts'
import { type DocsSite, startDocsSite } from '../src/docs-site.ts'

const test = base.extend<{ foreign: string[] }, { site: DocsSite }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern.
    async ({}, use) => {
      const site = await startDocsSite()
      await use(site)
      await site.stop()
    },
    { scope: 'worker' },
  ],
  /** Fails each test whose pages send a request to another machine. */
  foreign: [
    async ({ context, site }, use) => {
      const foreign: string[] = []
      context.on('request', (request) => {
        if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) foreign.push(request.url())
      })
      await use(foreign)
      expect(foreign).toEqual([])
    },
    { auto: true },
  ],
})

const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

interface Look {
  viewport: { width: number; height: number }
  colorScheme: 'light' | 'dark'
}

/** Shows a page in a window of this size and in these colours. Resolves when the site has changed to them. */
async function show(page: Page, { viewport, colorScheme }: Look): Promise<void> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await expect(page.locator('html.dark')).toHaveCount(colorScheme === 'dark' ? 1 : 0)
}

/** The width of the page's content, in pixels: larger than the window if the page scrolls sideways. */
function contentWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth)
}

test('the navigation lists every page', async ({ page, site }) => {
  const listed = new Set(['/'])
  for (const path of ['/overview', '/api/', '/examples/', '/decisions/']) {
    await page.goto(`${site.url}${path}`)
    for (const link of await page.locator('.VPSidebar a').all()) listed.add((await link.getAttribute('href')) ?? '')
  }
  expect([...listed].sort()).toEqual(site.pages)
})

test('the search finds an option by its name, and by its words', async ({ page, site }) => {
  await page.goto(`${site.url}/overview`)
  for (const words of ['maxMintsPerMinute', 'mints per minute']) {
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('searchbox').fill(words)
    await expect(page.locator('.VPLocalSearchBox a[href^="/rate-limits"]').first()).toBeVisible()
    await page.keyboard.press('Escape')
  }
})

test('the search shows the guide of its words first', async ({ page, site }) => {
  const first = { '401': '/errors#', Next: '/quick-start-next', redis: '/deploying', express: '/quick-start-express' }
  await page.goto(`${site.url}/overview`)
  for (const [words, path] of Object.entries(first)) {
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('searchbox').fill(words)
    const results = page.locator('.VPLocalSearchBox a.result')
    await expect(results.first(), words).toHaveAttribute('href', new RegExp(`^${path}`))
    await page.keyboard.press('Escape')
  }
})

test('the benchmarks have a chart above each table that gets one', async ({ page, site }) => {
  await page.goto(`${site.url}/benchmarks`)
  await expect(page.locator('figure.bar-chart + table')).toHaveCount(5)
})

test('an example has its files', async ({ page, site }) => {
  await page.goto(`${site.url}/examples/express-5`)
  await expect(page.getByRole('heading', { name: 'server.ts' })).toBeVisible()
})

/** In groups, so that each test is short. */
const groups = 40

for (let group = 0; group < groups; group += 1) {
  test(`every page is accessible, wide and narrow, light and dark, ${group + 1} of ${groups}`, async ({
    page,
    site,
  }) => {
    for (const path of site.pages.filter((_, index) => index % groups === group)) {
      await page.goto(`${site.url}${path}`)
      await expect(page, path).toHaveTitle(/\S/)
      await show(page, { viewport: wide, colorScheme: 'light' })
      // All rules once for each width, and those about colours in each pair of width and colours.
      expect(await accessibilityProblems(page), `${path}, wide, light`).toEqual([])
      await show(page, { viewport: wide, colorScheme: 'dark' })
      expect(await colorProblems(page), `${path}, wide, dark`).toEqual([])
      await show(page, { viewport: narrow, colorScheme: 'dark' })
      expect(await accessibilityProblems(page), `${path}, narrow, dark`).toEqual([])
      await show(page, { viewport: narrow, colorScheme: 'light' })
      expect(await colorProblems(page), `${path}, narrow, light`).toEqual([])
    }
  })
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: narrow })

  test('no page scrolls sideways on a narrow screen', async ({ page, site }) => {
    const tooWide: string[] = []
    for (const path of site.pages) {
      await page.goto(`${site.url}${path}`)
      if ((await contentWidth(page)) > narrow.width) tooWide.push(path)
    }
    expect(tooWide).toEqual([])
  })
})
