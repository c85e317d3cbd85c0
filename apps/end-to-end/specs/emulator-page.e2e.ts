import { type Emulator, emulatorFixture } from '@coveo-token/emulator'
import { test as base, expect, type Page } from '@playwright/test'
import { accessibilityProblems } from '../src/accessibility.ts'
import { startTestServer } from '../src/test-server.ts'

const test = base.extend<{ coveo: Emulator }>({ coveo: emulatorFixture() })

function search(url: string) {
  return fetch(`${url}/rest/search/v2?organizationId=emulator`, { method: 'POST' })
}

const row = (page: Page, name: string) => page.getByRole('row', { name })

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [375, 1440]) {
    test(`the emulator page is accessible in ${colorScheme} colours at ${width} pixels`, async ({ browser, coveo }) => {
      const page = await browser.newPage({ bypassCSP: true, colorScheme, viewport: { width, height: 700 } })
      try {
        await search(coveo.url)
        coveo.faults.add({ status: 503 })
        await page.goto(coveo.url)
        await expect(row(page, 'status 503')).toBeVisible()
        await expect(page.getByRole('button', { name: 'Break' })).toBeVisible()
        await row(page, 'POST /rest/search/v2 no credential 401').getByRole('button').press('Enter')
        await expect(page.getByRole('heading', { name: 'Response' })).toBeVisible()
        expect(await accessibilityProblems(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      } finally {
        await page.close()
      }
    })
  }
}

test('the emulator page shows the tables without scripts', async ({ browser, coveo }) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  try {
    await search(coveo.url)
    await page.goto(coveo.url)
    await expect(row(page, 'POST /rest/search/v2 no credential 401')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Break' })).toBeHidden()
  } finally {
    await page.close()
  }
})

test('the emulator page registers and stops a fault', async ({ page, coveo }) => {
  await page.goto(coveo.url)
  await page.getByLabel('What happens').selectOption('503 Unavailable')
  await page.getByLabel('Where').selectOption('Searches')
  await page.getByLabel('How often').selectOption('Until stopped')
  await page.getByRole('button', { name: 'Break' }).click()
  await expect(page.getByRole('status')).toHaveText('Fault 1 is active.')
  expect((await search(coveo.url)).status).toBe(503)
  await expect(row(page, 'POST /rest/search/v2 no credential 503, by fault 1')).toBeVisible()
  await expect(row(page, '1 of always')).toBeVisible()
  await page.getByRole('button', { name: 'Stop fault 1' }).click()
  await expect(page.getByRole('status')).toHaveText('Fault 1 is stopped.')
  expect((await search(coveo.url)).status).toBe(401)
})

test('the emulator page moves the clock and sets the token lifetime', async ({ page, coveo }) => {
  await page.goto(coveo.url)
  const before = coveo.clock.now()
  await page.getByRole('button', { name: '+1 h' }).click()
  await expect.poll(() => coveo.clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
  await page.getByRole('button', { name: 'Freeze' }).click()
  await expect.poll(() => coveo.clock.frozen).toBe(true)
  await expect(page.getByRole('button', { name: 'Freeze' })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Reset clock' }).click()
  await expect.poll(() => coveo.clock.frozen).toBe(false)
  await page.getByLabel('Token lifetime').selectOption('1 min')
  await expect.poll(() => coveo.settings.get().tokenLifeMs).toBe(60_000)
})

test('the journal opens a row with the keyboard, filters, pauses and hides preflights', async ({ page, coveo }) => {
  await page.goto(coveo.url)
  await expect(page.getByRole('button', { name: 'Live' })).toBeVisible()
  await fetch(`${coveo.url}/rest/search/v2`, { method: 'OPTIONS' })
  await search(coveo.url)
  await fetch(`${coveo.url}/rest/tokens/certificates`)
  await expect(row(page, 'GET /rest/tokens/certificates no credential 200')).toBeVisible()
  await expect(row(page, 'OPTIONS')).toHaveCount(0)

  await row(page, 'POST /rest/search/v2').getByRole('button').press('Enter')
  await expect(page.getByText('The request carries no access token.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy as curl' })).toBeVisible()

  await page.getByRole('combobox', { name: 'Status' }).selectOption('2xx')
  await expect(row(page, 'POST /rest/search/v2')).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('all')

  await page.getByRole('button', { name: 'Live' }).click()
  await fetch(`${coveo.url}/nowhere`)
  await expect(page.getByRole('button', { name: 'Paused, 1 new' })).toBeVisible()
  await expect(row(page, 'GET /nowhere')).toHaveCount(0)
  await page.getByRole('button', { name: 'Paused, 1 new' }).click()
  await expect(row(page, 'GET /nowhere no credential 404')).toBeVisible()
})

for (const host of ['127.0.0.1', 'localhost']) {
  test(`the emulator page links back to the app at ${host}`, async ({ page, coveo }) => {
    const link = `<!doctype html><title>App</title><a href="${coveo.url}/" referrerpolicy="origin">Control room</a>`
    const app = await startTestServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').setHeader('Referrer-Policy', 'no-referrer').end(link)
    }, host)
    try {
      const url = `${app.url}/`
      await page.goto(url)
      await page.getByRole('link', { name: 'Control room' }).click()
      await page.getByRole('link', { name: 'Back to the app' }).click()
      await expect(page).toHaveURL(url)
    } finally {
      await app.stop()
    }
  })
}

test('the emulator page has no link back to a page of another machine', async ({ page, coveo }) => {
  await page.route('https://www.example.com/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${coveo.url}/">Control room</a>` }),
  )
  await page.goto('https://www.example.com/')
  await page.getByRole('link', { name: 'Control room' }).click()
  await expect(page.getByRole('button', { name: 'Live' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to the app' })).toBeHidden()
})
