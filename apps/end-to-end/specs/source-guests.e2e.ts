import type { BrowserContext, Page } from '@playwright/test'
import type { GuestsPage } from '../lab/guests.ts'
import { expect, test } from '../src/lab-fixtures.ts'

const alice = 'asmith@example.com'
const guest = 'guest'

/** Two tabs of one browser, which follow the session of its cookie. */
async function openTabs(context: BrowserContext, { url, search }: { url: string; search: string }) {
  const pages = [await context.newPage(), await context.newPage()] as const
  for (const page of pages) await page.goto(`${url}/lab/guests?search=${encodeURIComponent(search)}`)
  return pages
}

function output(page: Page) {
  return page.locator('output')
}

const readSession = (page: Page) => page.evaluate(() => (Reflect.get(window, 'guests') as GuestsPage).readSession())
const focus = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('focus')))
const shown = (page: Page) => page.evaluate(() => (Reflect.get(window, 'guests') as GuestsPage).shown)
const signOut = (page: Page) => page.evaluate(() => (Reflect.get(window, 'guests') as GuestsPage).signOut())

test.describe('guests', () => {
  test.beforeEach(async ({ context, labServer }) => {
    // Announcements of a user get lost, as where a tab is frozen.
    await context.addInitScript(() => {
      const { postMessage } = BroadcastChannel.prototype
      BroadcastChannel.prototype.postMessage = function (message) {
        if (message.type !== 'user') postMessage.call(this, message)
      }
    })
    labServer.hasGuests = true
    labServer.routes.set('/session', (_request, response) => void response.end(labServer.user ?? guest))
  })

  test('two tabs follow a sign-in and the sign-out back to the guest, without results of the other user', async ({
    context,
    coveo,
    labServer,
  }) => {
    labServer.user = null
    const search = `${coveo.url}/rest/search/v2`
    const [first, second] = await openTabs(context, { url: labServer.url, search })
    for (const page of [first, second]) await expect(output(page)).toHaveText(/^guest, guest: [^-]/)
    const ofGuest = await output(first).innerText()
    expect(await output(second).innerText()).toBe(ofGuest)

    labServer.user = alice
    await readSession(first)
    await expect(output(first)).toHaveText(/^asmith@example.com, ready: [^-]/)
    const ofAlice = await output(first).innerText()
    expect(ofAlice.split(': ')[1]).not.toBe(ofGuest.split(': ')[1])
    // No message reaches the other tab: it keeps the page of the guest until it gets the focus.
    await expect(output(second)).toHaveText(ofGuest)
    await focus(second)
    await expect(output(second)).toHaveText(ofAlice)

    // The sign-out reaches the other tab at once, before it gets the focus.
    labServer.user = null
    await signOut(first)
    await expect(output(second)).toHaveText('asmith@example.com, signed-out: -')
    await readSession(first)
    await expect(output(first)).toHaveText(ofGuest)
    await focus(second)
    await expect(output(second)).toHaveText(ofGuest)

    const texts = [...(await shown(first)), ...(await shown(second))]
    const withResults = texts.filter((text) => !text.endsWith(': -'))
    expect(new Set(withResults)).toEqual(new Set([ofGuest, ofAlice]))
  })
})
