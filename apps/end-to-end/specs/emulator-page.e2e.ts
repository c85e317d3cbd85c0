import { startEmulator } from '@coveo-token/emulator'
import { expect, test } from '@playwright/test'
import { accessibilityProblems } from '../src/accessibility.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the emulator page shows requests and faults in ${colorScheme} colours`, async ({ browser }) => {
    const coveo = await startEmulator()
    const page = await browser.newPage({ bypassCSP: true, colorScheme, viewport: { width: 375, height: 700 } })
    try {
      await fetch(`${coveo.url}/rest/search/v2?organizationId=emulator`, { method: 'POST' })
      coveo.faults.add({ status: 503 })
      await page.goto(coveo.url)
      await expect(page.getByRole('row', { name: 'POST /rest/search/v2 no credential 401' })).toBeVisible()
      await expect(page.getByRole('row', { name: 'status 503' })).toBeVisible()
      expect(await accessibilityProblems(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
    } finally {
      await page.close()
      await coveo.stop()
    }
  })
}
