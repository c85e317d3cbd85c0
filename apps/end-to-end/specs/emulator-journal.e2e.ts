import { type Emulator, emulatorFixture } from '@coveo-token/emulator'
import { test as base, expect, type Page } from '@playwright/test'
import { startTestServer } from '../src/test-server.ts'

const test = base.extend<{ coveo: Emulator }>({ coveo: emulatorFixture() })

const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }]

function post(path: string, { bearer, body }: { bearer: string; body: object }) {
  const headers = { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' }
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** Creates a token, searches with it, and sends a search without a credential. */
async function sendRequests({ url, apiKeys }: Emulator): Promise<string> {
  const minted = await post(`${url}/rest/search/v2/token`, { bearer: apiKeys.authenticatedSearch, body: { userIds } })
  const { token } = (await minted.json()) as { token: string }
  await post(`${url}/rest/search/v2`, { bearer: token, body: { q: "it's", rankingFunctions: [{ expression: 'a' }] } })
  await fetch(`${url}/rest/search/v2`, { method: 'POST' })
  return token
}

const journal = (page: Page) => page.getByRole('region', { name: 'Requests' })
const paths = (page: Page) => journal(page).getByRole('row').filter({ hasText: 'POST' })

test('the journal filters by call, by caller and by status', async ({ page, coveo }) => {
  await sendRequests(coveo)
  await page.goto(coveo.url)
  await expect(paths(page)).toHaveCount(3)
  const filters = page.getByRole('group', { name: 'Filter requests' })
  await filters.getByRole('combobox', { name: 'Call', exact: true }).selectOption('searchToken')
  await expect(paths(page)).toHaveText([/search.v2.token.*API key authenticatedSearch.*200/])
  await filters.getByRole('combobox', { name: 'Call', exact: true }).selectOption('all')
  await filters.getByRole('combobox', { name: 'Caller' }).selectOption('no credential')
  await expect(paths(page)).toHaveText([/no credential.*401/])
  await filters.getByRole('combobox', { name: 'Status' }).selectOption('2xx')
  await expect(paths(page)).toHaveCount(0)
  await expect(page.getByText('0 of 3 requests.')).toBeVisible()
  await filters.getByRole('combobox', { name: 'Caller' }).selectOption('all')
  await expect(paths(page)).toHaveCount(2)
})

test('an opened row has the redacted request and response, the warnings and the fault', async ({ page, coveo }) => {
  const token = await sendRequests(coveo)
  coveo.faults.add({ route: 'search', status: 503 })
  await post(`${coveo.url}/rest/search/v2`, { bearer: token, body: { q: 'vpn' } })
  await page.goto(coveo.url)
  await journal(page).getByRole('row', { name: '503, by fault 1' }).getByRole('button').press('Enter')
  await expect(page.getByText('"q": "vpn"')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('"q": "vpn"')).toBeHidden()

  const minted = journal(page).getByRole('row', { name: /v2.token API key/ })
  await minted.getByRole('button').press('Enter')
  await expect(minted.getByRole('button')).toHaveAttribute('aria-expanded', 'true')
  await expect(minted.getByRole('button')).toBeFocused()
  await expect(page.getByText('"token": "[redacted]"')).toBeVisible()

  await journal(page)
    .getByRole('row', { name: /token \S+ 200/ })
    .getByRole('button')
    .press('Enter')
  await expect(page.getByText('The emulator ignores rankingFunctions.').first()).toBeVisible()
  const html = await page.content()
  for (const secret of [token, ...Object.values(coveo.apiKeys), coveo.adminToken]) expect(html).not.toContain(secret)
})

test('a row copies a curl command without the credential, and a live region says so', async ({ browser, coveo }) => {
  await sendRequests(coveo)
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  try {
    const page = await context.newPage()
    await page.goto(coveo.url)
    await journal(page)
      .getByRole('row', { name: /token \S+ 200/ })
      .getByRole('button')
      .press('Enter')
    await page.getByRole('button', { name: 'Copy as curl' }).press('Enter')
    await expect(page.getByRole('status')).toHaveText('Copied. Set COVEO_API_KEY or TOKEN first.')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(`curl -X POST '${coveo.url}/rest/search/v2' -H "Authorization: Bearer $TOKEN"`)
    expect(copied).toContain(`"q":"it'\\''s"`)
  } finally {
    await context.close()
  }
})

test('every control of the emulator page has a name', async ({ page, coveo }) => {
  await sendRequests(coveo)
  await page.goto(coveo.url)
  await expect(paths(page)).toHaveCount(3)
  await expect(page.getByRole('group', { name: 'Clock' })).toBeVisible()
  await expect(page.getByRole('form', { name: 'Break something' })).toBeVisible()
  for (const role of ['button', 'combobox', 'textbox', 'spinbutton', 'link', 'region', 'table'] as const) {
    await expect(page.getByRole(role, { name: /^$/ }).filter({ visible: true })).toHaveCount(0)
  }
})

test('a page of another port cannot use the controls', async ({ page, coveo }) => {
  const app = await startTestServer((_request, response) => response.setHeader('Content-Type', 'text/html').end('App'))
  try {
    await page.goto(app.url)
    coveo.faults.add({ status: 503 })
    await page.evaluate((url) => fetch(`${url}/__emulator/reset`, { method: 'POST', mode: 'no-cors' }), coveo.url)
    expect(coveo.faults.list()).toHaveLength(1)
  } finally {
    await app.stop()
  }
})
