import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

test('a page shows that search is unavailable while Coveo is down, then recovers', async ({ page, stack }) => {
  await page.clock.install()
  stack.coveo.faults.add({ status: 503, times: 'always' })
  await page.goto(stack.server.url)
  await page.getByRole('button', { name: 'Alice Smith' }).click()
  await expect(page.getByText(/unavailable/i).first()).toBeVisible()
  await expect(searchPage(page).results).toHaveCount(0)

  stack.coveo.faults.clear()
  await expect(async () => {
    await stack.advance(page, 30_000)
    await expect(searchPage(page).results.getByRole('listitem').first()).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  await expect(page.getByText(/unavailable/i)).toHaveCount(0)
})
