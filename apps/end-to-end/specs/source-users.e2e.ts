import type { TokenSource } from '@coveo-token/core/browser'
import type { Page } from '@playwright/test'
import { letFocusMove } from '../src/focus.ts'
import { expect, test } from '../src/lab-fixtures.ts'
import { renderedPage } from '../src/rendered-page.ts'

const [alice, bob] = ['asmith@example.com', 'bjones@example.com'] as const

/** Opens a page with one source, in a session, and waits for its first token. */
async function openSession(page: Page, { url, session }: { url: string; session: string }) {
  await page.goto(`${url}/lab/two-tabs?session=${session}`)
  await expect(page.locator('output')).toHaveText(/^(ready|signed-out) /)
}

/** The user of the token that a page holds, and its origin. */
function held(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { token, status, origin } = (Reflect.get(window, 'source') as TokenSource).getSnapshot()
    if (!token) return status
    const claims = JSON.parse(atob((token.split('.')[1] as string).replace(/-/g, '+').replace(/_/g, '/')))
    return `${claims.userIds[0].name} from ${origin}`
  })
}

async function renew(page: Page) {
  await page.evaluate(() => (Reflect.get(window, 'source') as TokenSource).renew())
}

test('a tab that stays open while users change gives no token of theirs to another user', async ({
  context,
  labServer,
}) => {
  const [first, old] = [await context.newPage(), await context.newPage()]
  const open = (page: Page, session: string) => openSession(page, { url: labServer.url, session })
  const signOut = (page: Page) => page.evaluate(() => (Reflect.get(window, 'source') as TokenSource).signOut())
  await letFocusMove(old)
  await open(first, 'alice')
  await open(old, 'alice')
  expect(await held(old)).toBe(`${alice} from tab`)

  labServer.user = null
  await signOut(first)
  await expect(old.locator('output')).toHaveText('signed-out')

  // Bob signs in. The tab that was opened for Alice sends Bob's cookie.
  labServer.user = bob
  await open(first, 'bob')
  await renew(old)
  expect(await held(old)).toBe(`${bob} from endpoint`)

  labServer.user = alice
  await open(first, 'alice')
  expect(await held(first)).toBe(`${alice} from endpoint`)

  // Bob's sign-out reaches the tab that was opened for Alice.
  labServer.user = bob
  await open(first, 'bob')
  await expect.poll(() => held(old)).toBe(`${bob} from endpoint`)
  labServer.user = null
  await signOut(first)
  await expect(old.locator('output')).toHaveText('signed-out')
})

test('a tab with an initial token gives no token of the next user to a new tab of its session', async ({
  context,
  labServer,
}) => {
  const { url } = labServer
  const [old, next] = [await context.newPage(), await context.newPage()]
  const token = await (await fetch(`${url}/api/coveo-token`)).text()
  await context.route('**/rendered?*', (route) =>
    route.fulfill({ contentType: 'text/html', body: renderedPage(token) }),
  )
  await letFocusMove(old)
  await old.goto(`${url}/rendered?session=alice`)
  await expect(old.locator('output')).toHaveText(/^ready /)
  expect(await held(old)).toBe(`${alice} from initial`)

  labServer.user = bob
  await renew(old)
  expect(await held(old)).toBe(`${bob} from endpoint`)

  labServer.user = alice
  await openSession(next, { url, session: 'alice' })
  expect(await held(next)).toBe(`${alice} from endpoint`)
})

test('a tab that stays open gets the token of a user who signs in without a sign-out', async ({
  context,
  labServer,
}) => {
  const { url } = labServer
  const [old, next] = [await context.newPage(), await context.newPage()]
  labServer.user = alice
  await openSession(old, { url, session: 'alice' })
  expect(await held(old)).toBe(`${alice} from endpoint`)
  let requests = 0
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/coveo-token') requests++
  })

  labServer.user = bob
  await openSession(next, { url, session: 'bob' })
  await expect.poll(() => held(old)).toBe(`${bob} from endpoint`)
  // One of the new page, one of the old page, and one by POST: the first might come from a cache.
  expect(requests).toBe(3)
})

test.describe('with an endpoint that names the session of each token', () => {
  test.beforeEach(async ({ context, labServer }) => {
    // Announcements of a user get lost, as where a tab is frozen: then a tab keeps its token until it renews.
    await context.addInitScript(() => {
      const { postMessage } = BroadcastChannel.prototype
      BroadcastChannel.prototype.postMessage = function (message) {
        if (message.type !== 'user') postMessage.call(this, message)
      }
    })
    labServer.sessionKeys.set(alice, 'alice').set(bob, 'bob')
  })

  test('a first token that came with another cookie stays in its tab', async ({ context, labServer }) => {
    const { url } = labServer
    const [crossed, next] = [await context.newPage(), await context.newPage()]
    labServer.user = bob
    await openSession(crossed, { url, session: 'alice' })
    expect(await held(crossed)).toBe(`${bob} from endpoint`)

    labServer.user = alice
    await openSession(next, { url, session: 'alice' })
    expect(await held(next)).toBe(`${alice} from endpoint`)
    expect(await held(crossed)).toBe(`${bob} from endpoint`)
  })

  test('tabs of two sessions swap no token when one of them renews', async ({ context, labServer }) => {
    const { url } = labServer
    const sessions = ['alice', 'bob', 'alice', 'bob']
    const pages: Page[] = []
    for (const session of sessions) {
      labServer.user = session === 'alice' ? alice : bob
      const page = await context.newPage()
      pages.push(page)
      await openSession(page, { url, session })
    }
    const users = async () => (await Promise.all(pages.map(held))).map((text) => text.split(' ')[0])
    expect(await users()).toEqual([alice, bob, alice, bob])
    labServer.user = bob
    for (const page of [pages[1], pages[3]] as Page[]) {
      await renew(page)
      expect(await users()).toEqual([alice, bob, alice, bob])
    }
  })
})
