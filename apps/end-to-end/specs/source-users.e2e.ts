import type { TokenSource } from '@coveo-token/core/browser'
import type { Page } from '@playwright/test'
import { letFocusMove } from '../src/focus.ts'
import { expect, test } from '../src/lab-fixtures.ts'

const [alice, bob] = ['asmith@example.com', 'bjones@example.com']

/** The user of the token that a page holds, and its origin. */
function held(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { token, status, origin } = (Reflect.get(window, 'source') as TokenSource).getSnapshot()
    if (!token) return status
    const claims = JSON.parse(atob((token.split('.')[1] as string).replace(/-/g, '+').replace(/_/g, '/')))
    return `${claims.userIds[0].name} from ${origin}`
  })
}

test('a tab that stays open while users change gives no token of theirs to another user', async ({
  context,
  labServer,
}) => {
  const [first, old] = [await context.newPage(), await context.newPage()]
  const open = async (page: Page, session: string) => {
    await page.goto(`${labServer.url}/lab/two-tabs?session=${session}`)
    await expect(page.locator('output')).toHaveText(/^(ready|signed-out) /)
  }
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
  await old.evaluate(() => (Reflect.get(window, 'source') as TokenSource).renew())
  expect(await held(old)).toBe(`${bob} from endpoint`)

  labServer.user = alice
  await open(first, 'alice')
  expect(await held(first)).toBe(`${alice} from endpoint`)

  // Bob's sign-out reaches the tab that was opened for Alice.
  labServer.user = bob
  await open(first, 'bob')
  labServer.user = null
  await signOut(first)
  await expect(old.locator('output')).toHaveText('signed-out')
})
