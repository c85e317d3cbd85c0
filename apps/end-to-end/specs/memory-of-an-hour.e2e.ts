import { expect, test } from '../src/fixtures.ts'
import { pageMemory } from '../src/heap.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

const minute = 60_000

test('a page holds no more tokens, listeners, nodes or bytes after an hour of renewals', async ({ page, stack }) => {
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
    await untilQuiet(page)
  }

  // Warm-up: bounded lists fill, and frequent code is compiled.
  await renew(10)
  const before = await pageMemory(devtools)
  await renew(36)
  const after = await pageMemory(devtools)

  expect(before.tokens).toBeGreaterThan(0)
  expect(after.tokens).toBe(before.tokens)
  expect(after.listeners).toBe(before.listeners)
  expect(after.nodes).toBeLessThanOrEqual(before.nodes)
  // The size of four tokens; a leak of one token for each renewal would be nine times as large.
  expect(after.scriptBytes - before.scriptBytes).toBeLessThan(3_000)
})
