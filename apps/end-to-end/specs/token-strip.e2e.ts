import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('the strip draws each token, and a rejection shows its hops', async ({ page, stack }) => {
    test.slow()
    await page.goto(`${stack.server.url}/?devtools`)
    const { panel, signIn } = searchPage(page)
    await signIn('Alice Smith')
    const tokens = panel.getByRole('list', { name: 'Tokens of the last ten minutes' }).getByRole('listitem')
    const strip = panel.getByRole('img', { name: /tokens 1, gaps 0, next renewal at \d\d:\d\d:\d\d/ })
    await expect(strip).toBeVisible()
    await expect(tokens).toContainText(['Next renewal at', 'to now'])
    await page.getByRole('button', { name: 'Coveo token: ready' }).click()
    await expect(page.getByRole('region', { name: 'Coveo token' }).getByRole('img')).toHaveAccessibleName(/tokens 1/)

    await page.getByRole('button', { name: 'Make Coveo reject it' }).click()
    const hops = panel.getByRole('list', { name: 'How the page recovers' }).getByRole('listitem')
    await expect(hops).toContainText(Array.from({ length: 5 }, () => 'done'))
    await expect(panel.getByRole('img', { name: /tokens 2, gaps 0/ })).toBeVisible()
    await expect(tokens).toHaveCount(3)
  })
})
