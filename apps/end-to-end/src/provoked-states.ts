import { expect, type Page, type Route } from '@playwright/test'
import type { AppName } from './app-server.ts'
import type { Stack } from './fixtures.ts'
import { runSeconds } from './quiet.ts'
import { searchPage } from './search-page.ts'

const minute = 60_000

/** A state of the example page, and how to provoke it on a page whose clock is stopped. */
export interface ProvokedState {
  /** The name of its pictures. */
  name: string
  /** Shown once the page is in the state. */
  words: string
  /** The only app that has the state; undefined for a state of both. */
  app?: AppName
  provoke: (page: Page, stack: Stack) => Promise<unknown>
}

function failing(status: number, code: string, headers: Record<string, string> = {}) {
  const json = { type: 'about:blank', title: code, status, code }
  return (page: Page) => page.route('**/api/coveo-token', (route: Route) => route.fulfill({ status, headers, json }))
}

/** Signs in while the token endpoint fails. */
function withoutToken(fail: (page: Page) => Promise<unknown>) {
  return async (page: Page, { server }: Stack) => {
    await page.goto(server.url)
    await fail(page)
    await page.getByRole('button', { name: 'Alice Smith' }).click()
    await runSeconds(page, 1)
  }
}

function search(page: Page, query: string) {
  const { searchBox } = searchPage(page)
  return searchBox.fill(query).then(() => searchBox.press('Enter'))
}

/** Searches while Coveo responds with an error. */
function withFault(status: number) {
  return async (page: Page, stack: Stack) => {
    await searchPage(page).openAsAlice(stack.server.url)
    stack.coveo.faults.add({ route: 'search', status, times: 'always' })
    await search(page, 'travel')
  }
}

/** The states of the page: those of `page-state.ts`, and those of a search that works. Then the other pages of the apps. */
export const provokedStates: readonly ProvokedState[] = [
  { name: 'signed-out', words: 'Who are you today?', provoke: (page, { server }) => page.goto(server.url) },
  {
    name: 'signed-out-elsewhere',
    words: 'Your session has ended',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.request.delete(`${stack.server.url}/api/session`)
      await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    },
  },
  {
    name: 'guest',
    words: 'Without an account',
    async provoke(page, { server }) {
      await page.goto(server.url)
      await page.getByRole('button', { name: 'Continue without an account' }).click()
      await runSeconds(page, 1)
      await expect(searchPage(page).searchBox).toBeVisible()
    },
  },
  { name: 'search', words: 'Compare users', provoke: (page, { server }) => searchPage(page).openAsAlice(server.url) },
  {
    name: 'api-key-refused',
    words: 'Coveo refused this site’s API key',
    provoke: withoutToken(failing(502, 'coveo-refused')),
  },
  { name: 'coveo-down', words: 'Coveo is unavailable', provoke: withoutToken(failing(503, 'coveo-unavailable')) },
  {
    name: 'too-many-requests',
    words: 'Too many requests',
    provoke: withoutToken(failing(429, 'too-many-requests', { 'Retry-After': '40' })),
  },
  {
    name: 'endpoint-missing',
    words: 'This site has no token endpoint',
    provoke: withoutToken((page) => page.route('**/api/coveo-token', (route) => route.fulfill({ status: 404 }))),
  },
  {
    name: 'endpoint-wrong',
    words: 'Search is not set up right',
    provoke: withoutToken((page) => page.route('**/api/coveo-token', (route) => route.fulfill({ json: {} }))),
  },
  {
    name: 'site-down',
    words: 'This site does not respond',
    provoke: withoutToken((page) => page.route('**/api/coveo-token', (route) => route.abort())),
  },
  { name: 'token-rejected', words: 'Coveo rejected your token', provoke: withFault(419) },
  { name: 'search-refused', words: 'Coveo refused this search', provoke: withFault(400) },
  {
    name: 'offline',
    words: 'You are offline',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.context().setOffline(true)
      await search(page, 'travel')
    },
  },
  {
    name: 'renewing-late',
    words: 'Renewing late',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await failing(503, 'coveo-unavailable')(page)
      // Due, and not expired.
      await stack.advance(page, 55 * minute)
      await runSeconds(page, 1)
    },
  },
  {
    name: 'not-renewed',
    words: 'Not renewed',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await failing(503, 'coveo-unavailable')(page)
      // Narrow, the button is in the closed details of the token.
      await page.getByText('Renew now').dispatchEvent('click')
    },
  },
  {
    name: 'nothing-found',
    words: 'Nothing found that you may read',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await search(page, 'zzzz')
    },
  },
  {
    name: 'reading',
    words: 'Why may I read this?',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await searchPage(page).results.getByRole('link').first().click()
    },
  },
  {
    name: 'compare',
    words: 'only Alice',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.getByRole('button', { name: 'Compare users' }).click()
    },
  },
  {
    name: 'filtered',
    words: 'Clear all',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.getByRole('checkbox').first().check()
      await page.locator('.filters-toggle').dispatchEvent('click')
    },
  },
  {
    name: 'suggestions',
    words: 'reset password',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await searchPage(page).searchBox.fill('pass')
      await runSeconds(page, 1)
      await page.keyboard.press('ArrowDown')
      await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toBeVisible()
    },
  },
  {
    name: 'user-menu',
    words: 'Without an account',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.getByRole('button', { name: 'Switch user' }).click()
    },
  },
  {
    name: 'server-rendered',
    words: 'More results',
    app: 'next-search',
    async provoke(page, { server }) {
      await page.request.post(new URL('/api/session', server.url).href, { data: { user: 'asmith@example.com' } })
      await page.goto(new URL('/server-rendered', server.url).href)
    },
  },
  {
    name: 'server-rendered-without-results',
    words: 'Coveo is unavailable',
    app: 'next-search',
    async provoke(page, { server, coveo }) {
      await page.request.post(new URL('/api/session', server.url).href, { data: { user: 'asmith@example.com' } })
      coveo.faults.add({ route: 'search', status: 503, times: 'always' })
      await page.goto(new URL('/server-rendered', server.url).href)
    },
  },
  {
    name: 'not-found',
    words: 'There is nothing at this address',
    provoke: (page, { server }) => page.goto(new URL('/nowhere', server.url).href),
  },
  // Last: its search never ends.
  {
    name: 'still-searching',
    words: 'Still searching',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.route('**/rest/search/v2?*', () => {})
      const sent = page.waitForRequest(/rest\/search\/v2\?/)
      await search(page, 'travel')
      await sent
      await page.clock.runFor(5_000)
    },
  },
]
