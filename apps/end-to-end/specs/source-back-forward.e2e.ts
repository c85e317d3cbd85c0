import { chromium } from '@playwright/test'
import { expect, test } from '../src/lab-fixtures.ts'

test('a page out of the back-forward cache asks who is signed in now', async ({ labServer, launchOptions }) => {
  // Playwright turns this cache off in the browsers that it starts by itself.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  try {
    const page = await browser.newPage()
    const said = page.locator('output')
    await page.goto(`${labServer.url}/lab/two-tabs`)
    await expect(said).toHaveText(/^ready /)
    const before = await said.innerText()
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
    })

    await page.goto(`${labServer.url}/lab/lang/en.json`)
    labServer.user = 'bjones@example.com'
    await page.goBack({ waitUntil: 'commit' })
    await expect.poll(() => page.evaluate(() => Reflect.get(window, 'persisted'))).toBe(true)
    await expect(said).not.toHaveText(before)
    await expect(said).toHaveText(/^ready /)
  } finally {
    await browser.close()
  }
})
