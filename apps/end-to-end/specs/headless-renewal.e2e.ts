import { expect, test } from '../src/lab-fixtures.ts'
import { pauseClock, runSeconds, untilQuiet } from '../src/quiet.ts'

const minute = 60_000
const hour = 60 * minute

for (const [name, title] of [
  ['headless-3', 'Headless 3.50.1'],
  ['headless-4', 'Headless 4.0.0'],
  ['atomic', 'Atomic 3.41.0'],
] as const) {
  test.describe(title, () => {
    test('starts without a token, requests one, and sends no search before it arrives', async ({
      page,
      coveo,
      openLab,
    }) => {
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      expect(lab.tokenRequests).toEqual(['GET'])
      expect(new Set(lab.searchStatuses())).toEqual(new Set([200]))
      expect(coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
      if (name === 'atomic') await expect(page.locator('atomic-result').first()).toBeVisible()
    })

    test('replaces a rejected token once while three searches are in flight', async ({ page, coveo, openLab }) => {
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      coveo.revoke(await lab.token())
      await lab.submit(3)
      // The page may still show its earlier results when the rejection arrives: wait for the report instead.
      await expect.poll(() => lab.tokenRequests).toEqual(['GET', 'POST'])
      await expect(page.locator('output')).toHaveText('found search 3')
      await lab.submit(1)
      await expect(page.locator('output')).toHaveText('found search 4')
      expect(lab.tokenRequests).toEqual(['GET', 'POST'])
    })

    test('renews once for ten actions while the token is about to expire', async ({ page, coveo, openLab }) => {
      await page.clock.install()
      coveo.settings.update({ tokenLifeMs: 2 * minute })
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      await lab.advance(1.5 * minute)
      coveo.settings.update({ tokenLifeMs: null })
      const before = lab.searchStatuses().length
      await lab.submit(10)
      await expect(page.locator('output')).toHaveText('found search 10')
      expect(lab.tokenRequests).toEqual(['GET', 'GET'])
      expect(lab.searchStatuses().slice(before)).not.toContain(419)
    })

    test('renews at most once for twenty actions while the page clock is an hour ahead', async ({
      page,
      coveo,
      openLab,
    }) => {
      await page.clock.install({ time: Date.now() + hour })
      coveo.settings.update({ tokenLifeMs: 30 * minute })
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      for (let action = 1; action <= 20; action++) {
        await lab.submit(1)
        await expect(page.locator('output')).toHaveText(`found search ${action}`)
      }
      expect(lab.tokenRequests.length).toBeLessThanOrEqual(2)
      expect(new Set(lab.searchStatuses())).toEqual(new Set([200]))
    })

    test('stops when Coveo rejects every token and the endpoint is slow', async ({ context, page, coveo, openLab }) => {
      await context.clock.install()
      const lab = await openLab(name)
      // Atomic starts with timers of its own: the clock stops after them.
      await expect(page.locator('output')).toHaveText(/^found/)
      await untilQuiet(page)
      await pauseClock(context)
      coveo.faults.add({ route: ['search', 'querySuggest'], status: 401, times: 'always' })
      await page.route('**/api/coveo-token', async (route) => {
        await page.clock.runFor(700)
        await route.continue()
      })
      await lab.submit(1)
      await expect(page.locator('output')).toHaveText('error 401 search 1')
      await expect.poll(() => lab.tokenRequests.slice(1)).toEqual(['POST', 'POST'])
      // Requests that were in flight when the page stopped may still return; after those there are no more.
      await runSeconds(page, 60)
      await expect(page.locator('output')).toHaveText('error 401 search 1')
      const sent = lab.searchStatuses().length
      await runSeconds(page, 60)
      await expect(page.locator('output')).toHaveText('error 401 search 1')
      expect(lab.searchStatuses().length).toBe(sent)
      expect(sent).toBeLessThanOrEqual(20)
      expect(lab.tokenRequests).toHaveLength(3)
    })
  })
}
