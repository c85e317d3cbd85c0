import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000

test('a page shows that search is unavailable while Coveo is down, then recovers', async ({ page, stack }) => {
  await page.clock.install()
  stack.coveo.faults.add({ status: 503, times: 'always' })
  await page.goto(stack.server.url)
  await page.getByRole('button', { name: 'Alice Smith' }).click()
  await expect(page.getByText(/unavailable/i).first()).toBeVisible()
  await expect(searchPage(page).results).toHaveCount(0)

  stack.coveo.faults.clear()
  // Longer than every pause between two attempts, of the page and of the server.
  await stack.advance(page, 2 * minute)
  await expect(searchPage(page).results.getByRole('listitem').first()).toBeVisible()
  await expect(page.getByText(/unavailable/i)).toHaveCount(0)
})
