import type { Page, Route } from '@playwright/test'
import { accessibilityProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { expectFocusKept } from '../src/focus.ts'
import { untilQuiet } from '../src/quiet.ts'
import { isQuery, searchPage } from '../src/search-page.ts'

const tokenEndpoint = '**/api/coveo-token'
const nextAttempt = /Next attempt in \d+:\d\d/

/** The response of a token endpoint that fails. */
function problem(status: number, code: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ type: 'about:blank', title: code, status, code })
  return (route: Route) => route.fulfill({ status, headers, contentType: 'application/problem+json', body })
}

async function signInWhile(page: Page, fail: (route: Route) => Promise<void>) {
  await page.route(tokenEndpoint, fail)
  await page.getByRole('button', { name: 'Alice Smith' }).click()
}

async function startOver(page: Page, url: string) {
  await page.unrouteAll({ behavior: 'wait' })
  await page.request.delete(`${url}/api/session`)
  await page.goto(url)
}

test.describe('the states of the page', () => {
  test.use({ bypassCSP: true })

  test('without a token, each cause has its sentence, its next attempt and its button', async ({ page, stack }) => {
    const { url } = stack.server
    const main = page.getByRole('main')
    const retry = main.getByRole('button', { name: 'Try now' })
    await page.goto(url)

    await test.step('the API key is refused', async () => {
      await signInWhile(page, problem(502, 'coveo-refused'))
      await expect(page.getByRole('heading', { name: 'Coveo refused this site’s API key' })).toBeVisible()
      await expect(page.getByText(/unavailable/i)).toHaveCount(0)
      await expect(main.getByText(nextAttempt)).toBeVisible()
      await expect(searchPage(page).panel).toContainText(nextAttempt)
      await retry.focus()
      await retry.press('Enter')
      await expect(main.getByText(/No change after the attempt at/)).toBeVisible()
      await expect(retry).toBeFocused()
      expect(await accessibilityProblems(page)).toEqual([])
    })

    await test.step('the attempt of the button succeeds, and the focus is kept', async () => {
      await page.unrouteAll({ behavior: 'wait' })
      // On the focused button. The page may have made its own attempt by now.
      await page.keyboard.press('Enter')
      await expect(searchPage(page).results.getByRole('listitem').first()).toBeVisible()
      await expectFocusKept(page)
    })

    await test.step('too many requests', async () => {
      await startOver(page, url)
      await signInWhile(page, problem(429, 'too-many-requests', { 'Retry-After': '40' }))
      await expect(page.getByRole('heading', { name: 'Too many requests' })).toBeVisible()
      await expect(main.getByText(nextAttempt)).toContainText('the site refuses earlier ones')
      await expect(retry).toHaveAttribute('aria-disabled', 'true')
      await expect(retry).toHaveAccessibleDescription(nextAttempt)
    })

    for (const [name, heading, fail] of [
      ['the endpoint is missing', 'This site has no token endpoint', (route: Route) => route.fulfill({ status: 404 })],
      ['the site does not respond', 'This site does not respond', (route: Route) => route.abort()],
      ['Coveo is down', 'Coveo is unavailable', problem(503, 'coveo-unavailable')],
    ] as const) {
      await test.step(name, async () => {
        await startOver(page, url)
        await signInWhile(page, fail)
        await expect(page.getByRole('heading', { name: heading })).toBeVisible()
        await expect(main.getByText(nextAttempt)).toBeVisible()
        await expect(retry).toHaveAttribute('aria-disabled', 'false')
      })
    }
  })

  test('with a token, the search and the renewal show their states', async ({ page, context, stack }) => {
    await page.clock.install()
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')

    await test.step('still searching', async () => {
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const sent = page.waitForRequest((request) => isQuery(request.url()) && request.method() === 'POST')
      await page.route('**/rest/search/v2?*', async (route) => {
        await held
        await route.continue()
      })
      await search.searchBox.fill('sensor')
      await search.searchBox.press('Enter')
      await sent
      await page.clock.fastForward(5_000)
      await expect(page.getByRole('status').filter({ hasText: 'Still searching' })).toBeVisible()
      release()
      await expect(search.summary).toContainText('sensor')
      await page.unrouteAll({ behavior: 'wait' })
    })

    await test.step('a page turn is one search, not a failure', async () => {
      let queries = 0
      page.on('request', (request) => {
        if (isQuery(request.url()) && request.method() === 'POST') queries += 1
      })
      await page.getByRole('button', { name: 'Page 2' }).click()
      await expect(search.summary).toContainText('11–')
      await untilQuiet(page)
      await page.clock.fastForward(5_000)
      await untilQuiet(page)
      expect(queries).toBe(1)
    })

    await test.step('a renewal before it is due, which fails', async () => {
      await page.route(tokenEndpoint, problem(503, 'coveo-unavailable'))
      await search.panel.getByRole('button', { name: 'Renew now' }).click()
      await expect(search.panel).toContainText('Not renewed: Coveo is unavailable.')
      await expect(search.panel).toContainText(nextAttempt)
      await page.unrouteAll({ behavior: 'wait' })
      await search.panel.getByRole('button', { name: 'Renew now' }).click()
      await expect(search.panel).not.toContainText('Not renewed')
    })

    await test.step('offline, then online again', async () => {
      await untilQuiet(page)
      await context.setOffline(true)
      await search.searchBox.fill('travel')
      await search.searchBox.press('Enter')
      await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible()
      await expect(page.getByRole('main').getByRole('button', { name: 'Try now' })).toHaveAttribute(
        'aria-disabled',
        'true',
      )
      await context.setOffline(false)
      await expect(search.results.getByRole('listitem').first()).toBeVisible()
    })

    await test.step('signed out elsewhere', async () => {
      await page.request.delete(`${stack.server.url}/api/session`)
      await page.evaluate(() => window.dispatchEvent(new Event('focus')))
      await expect(page.getByText('You signed out in another tab')).toBeVisible()
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    })
  })
})
