import { chromium } from '@playwright/test'
import { expect, test } from '../src/lab-fixtures.ts'

test('a page restored from the back-forward cache renews its token for the current user', async ({
  labServer,
  launchOptions,
}) => {
  // Playwright disables this cache by default.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  try {
    const page = await browser.newPage()
    const status = page.locator('output')
    await page.goto(`${labServer.url}/lab/two-tabs`)
    await expect(status).toHaveText(/^ready /)
    const before = await status.innerText()
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
    })

    await page.goto(`${labServer.url}/lab/lang/en.json`)
    labServer.user = 'bjones@example.com'
    await page.goBack({ waitUntil: 'commit' })
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'persisted'))).toBe(true)
    await expect(status).not.toHaveText(before)
    await expect(status).toHaveText(/^ready /)
  } finally {
    await browser.close()
  }
})
