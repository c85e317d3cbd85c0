import { expect, type Page } from '@playwright/test'
import type { Stack } from './fixtures.ts'
import type { ProvokedState } from './provoked-states.ts'
import { runSeconds } from './quiet.ts'
import { searchPage } from './search-page.ts'

async function openRendered(page: Page, { server }: Stack, query = '') {
  await page.request.post(`${server.url}/api/session`, { data: { user: 'asmith@example.com' } })
  await page.goto(`${server.url}/server-rendered${query}`)
}

/** Keeps the script of the live search from the page: its name is not in the HTML. */
async function withoutLiveSearch(page: Page, { server }: Stack, what: 'hold' | 'abort') {
  await page.request.post(`${server.url}/api/session`, { data: { user: 'asmith@example.com' } })
  const html = await (await page.request.get(server.url)).text()
  await page.route('**/*.js', (route) => {
    if (html.includes(new URL(route.request().url()).pathname)) return route.continue()
    return what === 'abort' ? route.abort() : undefined
  })
  await page.goto(server.url)
}

/** States of parts of the page, without pictures in the documentation. */
export const partialStates: readonly ProvokedState[] = [
  { name: 'first-results', words: 'of 66 results', provoke: (page, stack) => withoutLiveSearch(page, stack, 'hold') },
  {
    name: 'script-missing',
    words: 'This site does not respond',
    async provoke(page, stack) {
      await withoutLiveSearch(page, stack, 'abort')
      // Next requests a script again before it gives up.
      await runSeconds(page, 2)
    },
  },
  {
    name: 'sign-in-failed',
    words: 'That did not work',
    async provoke(page, { server }) {
      await page.goto(server.url)
      await page.route('**/api/session', (route) => route.abort())
      await page.getByRole('button', { name: 'Alice Smith' }).click()
    },
  },
  {
    name: 'sign-out-failed',
    words: 'Still Alice Smith',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.route('**/api/session', (route) => route.abort())
      await page.getByRole('button', { name: 'Sign out' }).click()
    },
  },
  {
    name: 'rejection-played',
    words: 'Revoked at Coveo',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.locator('.pass-toggle').dispatchEvent('click')
      await page.getByRole('button', { name: 'Make Coveo reject it' }).dispatchEvent('click')
      await runSeconds(page, 2)
      await expect(searchPage(page).renewals).toHaveText('1')
    },
  },
  {
    name: 'devtools',
    words: 'Claims, unverified',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.goto(`${stack.server.url}/?devtools`)
      // React shows a part that arrives late only after a moment.
      await runSeconds(page, 1)
      await page.getByRole('button', { name: 'Coveo token: ready' }).click()
    },
  },
  {
    name: 'correction',
    words: 'Did you mean “password”?',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await searchPage(page).search('pasword')
    },
  },
  {
    name: 'reading-without-quick-view',
    words: 'Coveo sent no more of this document',
    async provoke(page, stack) {
      await searchPage(page).openAsAlice(stack.server.url)
      await page.route('**/rest/search/v2/html?*', (route) => route.fulfill({ status: 502, body: '' }))
      await searchPage(page).results.getByRole('link').first().click()
    },
  },
  {
    name: 'server-rendered-nothing',
    words: 'Nothing found that you may read',
    app: 'next-search',
    provoke: (page, stack) => openRendered(page, stack, '?q=zzzz'),
  },
]
