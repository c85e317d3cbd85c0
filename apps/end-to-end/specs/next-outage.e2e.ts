import { expect, test } from '../src/fixtures.ts'
import { expectFocusKept } from '../src/focus.ts'
import { searchPage } from '../src/search-page.ts'

test('/server-rendered shows that Coveo is down with the next attempt, and recovers by itself', async ({
  page,
  stack,
}) => {
  test.slow()
  await page.clock.install()
  await page.request.post(`${stack.server.url}/api/session`, { data: { user: 'asmith@example.com' } })
  stack.coveo.faults.add({ route: 'search', status: 503, times: 'always' })
  await page.goto(`${stack.server.url}/server-rendered?q=password`)
  await expect(page.getByRole('heading', { name: 'Coveo is unavailable' })).toBeVisible()
  await expect(page.getByText(/came with the page/)).toHaveCount(0)
  await expect(page.getByRole('main')).toContainText(/Next attempt in \d+:\d\d/)
  stack.coveo.faults.clear()
  await page.getByRole('button', { name: 'Try now' }).press('Enter')
  await expect(searchPage(page).results.getByRole('listitem').first()).toBeVisible()
  await expectFocusKept(page)
})
