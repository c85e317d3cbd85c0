import type { Page } from '@playwright/test'
import { accessibilityProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

/** URLs of the downloaded scripts that contain the devtools. */
async function scriptsWithPanel(page: Page, downloaded: Set<string>): Promise<string[]> {
  const scripts = await Promise.all(
    [...downloaded].map(async (url) => ({ url, text: await (await page.request.get(url)).text() })),
  )
  return scripts.filter(({ text }) => text.includes('coveo-token-devtools')).map(({ url }) => url)
}

test.describe('CoveoTokenDevtools', () => {
  test('is downloaded only with ?devtools, and works under a strict Content Security Policy', async ({
    page,
    stack,
  }) => {
    const downloaded = new Set<string>()
    const violations: string[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') downloaded.add(response.url())
    })
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    await page.goto(stack.server.url)
    await searchPage(page).signIn('Alice Smith')
    expect(downloaded.size).toBeGreaterThan(0)
    expect(await scriptsWithPanel(page, downloaded)).toEqual([])

    await page.goto(`${stack.server.url}/?devtools`)
    const toggle = page.getByRole('button', { name: 'Coveo token: ready' })
    await toggle.click()
    await expect(toggle).toHaveCSS('border-radius', '999px')
    expect(await scriptsWithPanel(page, downloaded)).toHaveLength(1)
    expect(violations).toEqual([])
  })

  test('shows the token, renews it and reports it as rejected', async ({ page, stack }) => {
    await page.goto(`${stack.server.url}/?devtools`)
    const search = searchPage(page)
    await search.signIn('Bob Jones')
    await page.getByRole('button', { name: 'Coveo token: ready' }).click()
    const panel = page.getByRole('region', { name: 'Coveo token' })
    await expect(panel).toContainText('bjones@example.com')
    await expect(panel).toContainText(await search.fingerprint.innerText())

    await panel.getByRole('button', { name: 'Renew' }).click()
    await expect(panel.getByRole('listitem').first()).toContainText('same')
    const before = await search.fingerprint.innerText()
    await panel.getByRole('button', { name: 'Reject' }).click()
    await expect(search.fingerprint).not.toHaveText(before)
    await expect(panel.getByRole('listitem').first()).toContainText(await search.fingerprint.innerText())
    expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(2)
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${colorScheme} colours`, () => {
      test.use({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 800 } })

      test('has no accessibility problems and no overflow', async ({ page, stack }) => {
        await page.goto(`${stack.server.url}/?devtools`)
        await searchPage(page).signIn('Alice Smith')
        await page.getByRole('button', { name: 'Coveo token: ready' }).click()
        await page.getByText('Claims, unverified').click()
        expect(await accessibilityProblems(page)).toEqual([])
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow).toBe(0)
      })
    })
  }
})
