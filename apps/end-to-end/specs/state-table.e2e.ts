import type { Page } from '@playwright/test'
import { expect, type Stack, test } from '../src/fixtures.ts'
import { expectFocusKept } from '../src/focus.ts'
import { provokedStates } from '../src/provoked-states.ts'
import { runSeconds, stopClock, untilQuiet } from '../src/quiet.ts'
import { isQuery, searchPage } from '../src/search-page.ts'
import { readStateTable } from '../src/state-table.ts'

type Check = (page: Page, stack: Stack) => Promise<void>

const rows = readStateTable()
const countdown = /Next attempt in (\d+):(\d\d)/

/** For each row of the table: provokes nothing, and checks the way out that the row promises. */
const recoveries: Readonly<Record<string, Check>> = {
  async offline(page) {
    await expectRefusal(page, /There is nothing to try before\./)
    await page.context().setOffline(false)
    await expectResults(page)
  },
  async 'signed-out'(page) {
    await page.getByRole('button', { name: 'Alice Smith' }).press('Enter')
    await runSeconds(page, 1)
    await expectResults(page)
  },
  async 'signed-out-elsewhere'(page, { server }) {
    await expect(page.getByRole('main')).toContainText('Choose a user to search again.')
    await page.request.post(`${server.url}/api/session`, { data: { user: 'asmith@example.com' } })
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await runSeconds(page, 1)
    await expectResults(page)
  },
  'api-key-refused': recoversAfterAttempt,
  'coveo-down': recoversAfterAttempt,
  async 'too-many-requests'(page) {
    await expectRefusal(page, /Next attempt in 0:\d\d: the site refuses earlier ones\./)
    await page.unrouteAll({ behavior: 'wait' })
    await waitForAttempt(page)
    await expectResults(page)
  },
  'endpoint-missing': recoversAfterAttempt,
  'endpoint-wrong': recoversAfterAttempt,
  'site-down': recoversAfterAttempt,
  async 'token-rejected'(page, { coveo }) {
    coveo.faults.clear()
    await waitForAttempt(page)
    await expectResults(page)
    await expect(searchPage(page).searchBox).toHaveValue('travel')
  },
  async 'search-refused'(page, { coveo }) {
    const sent = () => coveo.requests.filter(({ status }) => status === 400).length
    const before = sent()
    await pressRetry(page)
    expect(sent()).toBe(before + 1)
    coveo.faults.clear()
    await searchPage(page).search('password')
    await expectResults(page)
  },
  'not-renewed': searchesUntilRenewed,
  'renewing-late': searchesUntilRenewed,
  async 'still-searching'(page) {
    const sent = page.waitForRequest((request) => isQuery(request.url()))
    await page.getByRole('main').getByRole('button', { name: 'Search again' }).press('Enter')
    await sent
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await expect(page.getByText('Still searching')).toHaveCount(0)
    await expect(searchPage(page).titles.first()).toContainText(/travel/i)
  },
}

test('the table of states has a recovery and a provocation for each of its rows, and no others', () => {
  const names = rows.map(({ name }) => name)
  expect(Object.keys(recoveries)).toEqual(names)
  expect(provokedStates.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
})

const looks = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const

for (const [{ name, title, sentence }, { colorScheme, ...size }] of rows.flatMap((row) =>
  looks.map((look) => [row, look] as const),
)) {
  test(`the page names the state “${name}”, and recovers from it, ${size.width} wide`, async ({
    page,
    context,
    stack,
  }) => {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    await stopClock(context)
    const state = provokedStates.find((each) => each.name === name)
    await state?.provoke(page, stack)
    for (const words of [title, sentence]) {
      await expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible()
    }
    await recoveries[name]?.(page, stack)
    await expect(page.getByText(sentence)).toHaveCount(0)
    await expectFocusKept(page)
  })
}

function retryButton(page: Page) {
  return page.getByRole('main').getByRole('button', { name: 'Try now' })
}

async function expectResults(page: Page) {
  await expect(searchPage(page).results.getByRole('listitem').first()).toBeVisible()
}

/** The button does nothing, and its description says why. */
async function expectRefusal(page: Page, why: RegExp) {
  await expect(retryButton(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(retryButton(page)).toHaveAccessibleDescription(why)
}

/** The button makes an attempt, which changes nothing yet. */
async function pressRetry(page: Page) {
  await retryButton(page).press('Enter')
  await runSeconds(page, 1)
  await expect(page.getByRole('main')).toContainText(/No change after the attempt at/)
  await expect(retryButton(page)).toBeFocused()
}

/** Moves the clock to the attempt that the page counts down to, unless it is due. */
async function waitForAttempt(page: Page) {
  await untilQuiet(page)
  const [, minutes = 0, seconds = 0] = countdown.exec(await page.locator('body').innerText()) ?? []
  await page.clock.fastForward((Number(minutes) * 60 + Number(seconds)) * 1000)
  await runSeconds(page, 2)
}

async function recoversAfterAttempt(page: Page) {
  await pressRetry(page)
  await expect(page.getByRole('main')).toContainText(new RegExp(`${countdown.source}|Trying now`))
  await page.unrouteAll({ behavior: 'wait' })
  await waitForAttempt(page)
  await expectResults(page)
}

/** The search goes on with the token that is still valid, until the renewal succeeds. */
async function searchesUntilRenewed(page: Page) {
  const search = searchPage(page)
  await search.search('password')
  await expectResults(page)
  await expect(search.panel).toContainText(countdown)
  await page.unrouteAll({ behavior: 'wait' })
  await waitForAttempt(page)
  await expect(search.panel).not.toContainText(/Renewing late|Not renewed/)
}
