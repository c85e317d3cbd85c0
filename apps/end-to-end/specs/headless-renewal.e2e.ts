import { expect, test } from '../src/lab-fixtures.ts'

const minute = 60_000
const hour = 60 * minute

for (const [name, title] of [
  ['headless-3', 'Headless 3.50.1'],
  ['headless-4', 'Headless 4.0.0'],
  ['atomic', 'Atomic 3.41.0'],
] as const) {
  test.describe(title, () => {
    test('starts without a token, asks once, and sends nothing before it has one', async ({ page, coveo, openLab }) => {
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      expect(lab.asked).toEqual(['GET'])
      expect(new Set(lab.answers())).toEqual(new Set([200]))
      expect(coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
      if (name === 'atomic') await expect(page.locator('atomic-result').first()).toBeVisible()
    })

    test('replaces a refused token once, whatever was under way', async ({ page, coveo, openLab }) => {
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      coveo.revoke(await lab.token())
      await lab.submit(3)
      // The page may still show what it had found when the refusal comes: the report is what to wait for.
      await expect.poll(() => lab.asked).toEqual(['GET', 'POST'])
      await expect(page.locator('output')).toHaveText('found search 3')
      await lab.submit(1)
      await expect(page.locator('output')).toHaveText('found search 4')
      expect(lab.asked).toEqual(['GET', 'POST'])
    })

    test('renews once for ten actions with a token about to end', async ({ page, coveo, openLab }) => {
      await page.clock.install()
      coveo.settings.update({ tokenLifeMs: 2 * minute })
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      await lab.advance(1.5 * minute)
      coveo.settings.update({ tokenLifeMs: null })
      const before = lab.answers().length
      await lab.submit(10)
      await expect(page.locator('output')).toHaveText('found search 10')
      expect(lab.asked).toEqual(['GET', 'GET'])
      expect(lab.answers().slice(before)).not.toContain(419)
    })

    test('asks no more than once for twenty actions with the clock an hour ahead', async ({ page, coveo, openLab }) => {
      await page.clock.install({ time: Date.now() + hour })
      coveo.settings.update({ tokenLifeMs: 30 * minute })
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      for (let action = 1; action <= 20; action++) {
        await lab.submit(1)
        await expect(page.locator('output')).toHaveText(`found search ${action}`)
      }
      expect(lab.asked.length).toBeLessThanOrEqual(2)
      expect(new Set(lab.answers())).toEqual(new Set([200]))
    })

    test('stops when Coveo refuses every token and the endpoint is slow', async ({ page, coveo, openLab }) => {
      await page.clock.install()
      const lab = await openLab(name)
      await expect(page.locator('output')).toHaveText(/^found/)
      coveo.faults.add({ route: ['search', 'querySuggest'], status: 401, times: 'always' })
      await page.route('**/api/coveo-token', async (route) => {
        await page.clock.runFor(700)
        await route.continue()
      })
      await lab.submit(1)
      await expect(page.locator('output')).toHaveText('error 401 search 1')
      expect(lab.asked.slice(1)).toEqual(['POST', 'POST'])
      // What was under way when the page gave up may still be answered; after that there is nothing more.
      await page.clock.runFor(minute)
      await expect(page.locator('output')).toHaveText('error 401 search 1')
      const sent = lab.answers().length
      await page.clock.runFor(minute)
      await expect(page.locator('output')).toHaveText('error 401 search 1')
      expect(lab.answers().length).toBe(sent)
      expect(sent).toBeLessThanOrEqual(20)
      expect(lab.asked).toHaveLength(3)
    })
  })
}
