import { expect, test } from '../src/fixtures.ts'
import { pageMemory } from '../src/heap.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000

test('an hour of renewals leaves nothing behind in the page', async ({ page, stack }) => {
  test.setTimeout(120_000)
  stack.coveo.settings.update({ tokenLifeMs: 2 * minute })
  await page.clock.install()
  const devtools = await page.context().newCDPSession(page)
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  let renewals = 0
  async function renew(times: number) {
    for (let time = 0; time < times; time++) {
      await stack.advance(page, 1.7 * minute)
      await expect(search.renewals).toHaveText(String(++renewals))
    }
  }

  // Until bounded lists are full and the code that runs often is compiled.
  await renew(10)
  const before = await pageMemory(devtools)
  await renew(36)
  const after = await pageMemory(devtools)

  expect(before.tokens).toBeGreaterThan(0)
  expect(after.tokens).toBe(before.tokens)
  expect(after.listeners).toBe(before.listeners)
  expect(after.nodes).toBeLessThanOrEqual(before.nodes)
  // Four tokens' worth; one kept at each renewal would be nine times as much.
  expect(after.scriptBytes - before.scriptBytes).toBeLessThan(3_000)
})
