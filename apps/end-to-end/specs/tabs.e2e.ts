import type { Page, Request } from '@playwright/test'
import { expect, test } from '../src/fixtures.ts'
import { pauseClock, trackRequests, untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

function isTokenRequest(request: Request): boolean {
  return new URL(request.url()).pathname === '/api/coveo-token'
}

/** Starts a renewal and delays its response until `arrive()` is called. */
async function holdRenewal(page: Page): Promise<{ arrive: () => Promise<void> }> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const sent = page.waitForRequest(isTokenRequest)
  await page.route('**/api/coveo-token', async (route) => {
    const response = await route.fetch()
    await held
    await route.fulfill({ response }).catch(() => {})
  })
  await page.getByRole('button', { name: 'Renew now' }).click()
  await sent
  return {
    async arrive() {
      release()
      await page.unrouteAll({ behavior: 'wait' })
    },
  }
}

test.describe('several tabs', () => {
  test('five tabs of one user cause one mint and at most one token request', async ({ context, stack }) => {
    let tokenRequests = 0
    context.on('request', (request) => {
      if (isTokenRequest(request)) tokenRequests += 1
    })
    // All pages of a context have one clock. An open page reads 1970 while its clock is being installed, and its token then expires.
    await context.clock.install()
    const first = await context.newPage()
    await first.goto(stack.server.url)
    await searchPage(first).signIn('Alice Smith')

    const others = await Promise.all([1, 2, 3, 4].map(() => context.newPage()))
    const token = await searchPage(first).fingerprint.innerText()
    // A tab waits for the others with a timer. A stopped clock gives a busy machine as much time as it needs.
    await untilQuiet(first)
    await pauseClock(context)
    await Promise.all(
      others.map(async (page) => {
        await page.goto(stack.server.url)
        await expect(searchPage(page).fingerprint).toHaveText(token)
      }),
    )
    await context.clock.resume()
    for (const page of others) await expect(searchPage(page).results.getByRole('listitem').first()).toBeVisible()
    await untilQuiet(first)

    expect(tokenRequests).toBeLessThanOrEqual(1)
    expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
  })

  test('a page follows the user that signed in in another tab', async ({ context, stack }) => {
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(stack.server.url)
    await searchPage(first).signIn('Alice Smith')
    await second.goto(stack.server.url)
    await second.getByRole('button', { name: 'Sign out' }).click()
    await searchPage(second).signIn('Bob Jones')

    await first.bringToFront()
    await first.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect(first.getByRole('banner')).toContainText('Bob Jones')
    await expect(searchPage(first).actsAs).toHaveText('bjones@example.com')
    await expect(first.getByRole('heading', { level: 1 })).toHaveText('Search as Bob Jones')
  })

  test('a sign-out in one tab wins over a renewal that is in flight in another', async ({ context, stack }) => {
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(stack.server.url)
    await searchPage(first).signIn('Alice Smith')
    await second.goto(stack.server.url)
    await expect(searchPage(second).results.getByRole('listitem').first()).toBeVisible()

    const late = await holdRenewal(second)
    await first.getByRole('button', { name: 'Sign out' }).click()
    for (const page of [first, second]) {
      await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
    }
    await late.arrive()
    for (const page of [first, second]) {
      await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
      await expect(searchPage(page).panel).toHaveCount(0)
    }
  })

  test('two users in two browser profiles get their own results', async ({ browser, stack }) => {
    const open = async (name: 'Alice Smith' | 'Bob Jones') => {
      const context = await browser.newContext()
      await trackRequests(context)
      const page = await context.newPage()
      await page.goto(stack.server.url)
      await searchPage(page).signIn(name)
      return page
    }
    const [alice, bob] = await Promise.all([open('Alice Smith'), open('Bob Jones')])
    await expect(searchPage(alice).actsAs).toContainText('asmith@example.com')
    await expect(searchPage(bob).actsAs).toContainText('bjones@example.com')
    await Promise.all([searchPage(alice).search('refund'), searchPage(bob).search('refund')])
    expect(await searchPage(alice).titles.allInnerTexts()).not.toEqual(await searchPage(bob).titles.allInnerTexts())
    await Promise.all([alice.context().close(), bob.context().close()])
  })

  test('the next user gets no token and no results of the user before', async ({ page, stack }) => {
    const search = searchPage(page)
    await page.goto(stack.server.url)
    await search.signIn('Bob Jones')
    const ofBob = await search.titles.allInnerTexts()
    const fingerprint = await search.fingerprint.innerText()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await search.signIn('Alice Smith')
    await expect(search.actsAs).toContainText('asmith@example.com')
    await expect(search.fingerprint).not.toHaveText(fingerprint)
    expect(await search.titles.allInnerTexts()).not.toEqual(ofBob)
  })
})

test('a user can sign out, sign in again and search', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await search.signIn('Alice Smith')
  await expect(search.actsAs).toContainText('asmith@example.com')
  await search.search('password')
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
})

test('a token response that arrives after sign-out is ignored', async ({ page, stack }) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  const late = await holdRenewal(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
  await late.arrive()
  await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
  await expect(search.panel).toHaveCount(0)
})
