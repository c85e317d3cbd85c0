import { expect, test } from '../src/fixtures.ts'
import { letFocusMove, returnTo } from '../src/focus.ts'
import { trackRequests } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

test.describe('a search token', () => {
  test('gives two users and a visitor different results for the same query', async ({ browser, stack }) => {
    const seen = new Map<string, string[]>()
    for (const name of ['Alice Smith', 'Bob Jones', 'Continue without an account'] as const) {
      const context = await browser.newContext()
      await trackRequests(context)
      const page = await context.newPage()
      const search = searchPage(page)
      await page.goto(stack.server.url)
      await search.signIn(name)
      await search.search('invoice')
      await expect(page.getByRole('region', { name: 'Results' })).toContainText(/results? for.*invoice/)
      await expect(search.results.getByRole('listitem').first()).toBeVisible()
      seen.set(name, await search.titles.allInnerTexts())
      await context.close()
    }
    const [alice, bob, visitor] = [...seen.values()]
    expect(bob).toContain('Invoice approval limits')
    expect(alice).not.toContain('Invoice approval limits')
    expect(visitor).not.toContain('Invoice approval limits')
    expect(alice).not.toEqual(visitor)
  })

  test('acts as the identity that the panel shows', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Alice Smith')
    await expect(search.actsAs).toContainText('asmith@example.com')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await search.signIn('Continue without an account')
    await expect(search.actsAs).toContainText('anonymous')
  })
})

test.describe('sign-in and sign-out', () => {
  test('the token endpoint returns 401 and the page offers sign-in while signed out', async ({ page, stack }) => {
    const response = await page.request.get(`${stack.server.url}/api/coveo-token`)
    expect(response.status()).toBe(401)
    expect(response.headers()['content-type']).toContain('application/problem+json')
    expect(response.headers()['cache-control']).toBe('private, no-store')
    expect(await response.json()).toMatchObject({ status: 401, code: 'not-authenticated' })

    await page.goto(stack.server.url)
    await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
    await expect(searchPage(page).results).toHaveCount(0)
    expect(stack.coveo.requests.filter(({ path }) => path.includes('token'))).toHaveLength(0)
  })

  test('a sign-out in one tab signs out the other tab', async ({ context, stack }) => {
    const first = await context.newPage()
    await first.goto(stack.server.url)
    await searchPage(first).signIn('Bob Jones')
    const second = await context.newPage()
    await second.goto(stack.server.url)
    await expect(searchPage(second).results.getByRole('listitem').first()).toBeVisible()

    await first.getByRole('button', { name: 'Sign out' }).click()
    await expect(first.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
    await expect(second.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
    await expect(searchPage(second).results).toHaveCount(0)
  })

  test('a sign-in in one tab signs in the other tab when the user returns to it', async ({ context, stack }) => {
    const [first, second] = [await context.newPage(), await context.newPage()]
    for (const page of [first, second]) {
      await page.goto(stack.server.url)
      await letFocusMove(page)
      await expect(page.getByRole('button', { name: 'Bob Jones' })).toBeVisible()
    }
    await searchPage(second).signIn('Bob Jones')
    await expect(first.getByRole('button', { name: 'Bob Jones' })).toBeVisible()

    await returnTo(first)
    await expect(searchPage(first).actsAs).toContainText('bjones@example.com')
    await expect(searchPage(first).results.getByRole('listitem').first()).toBeVisible()
  })

  test('the page shows the user of its token, when another tab signs in before its first token', async ({
    page,
    stack,
  }) => {
    const session = `${stack.server.url}/api/session`
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await page.route(session, async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await page.request.post(session, { data: { user: 'bjones@example.com' } })
      await route.fulfill({ json: { user: 'asmith@example.com' } })
    })
    await page.getByRole('button', { name: 'Alice Smith' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Search as Bob Jones' })).toBeFocused()
    await expect(page.getByRole('banner')).toContainText('Bob Jones')
    await expect(search.actsAs).toHaveText('bjones@example.com')
    await search.search('invoice approval')
    await expect(search.titles.filter({ hasText: 'Invoice approval limits' })).toBeVisible()
  })
})

test.describe('a platform token', () => {
  test.use({ kind: 'platform' })

  test('searches as the user, by one setting', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Bob Jones')
    await expect(search.panel).toContainText(/platform/i)
    await expect(search.actsAs).toContainText('bjones@example.com')
    expect(stack.coveo.requests.some(({ path }) => path.endsWith('/tokens'))).toBe(true)
  })
})
