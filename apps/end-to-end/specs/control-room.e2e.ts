import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

test('the header links to the control room of the emulator, which links back to the app', async ({
  context,
  page,
  stack,
}) => {
  await page.goto(stack.server.url)
  await searchPage(page).signIn('Alice Smith')
  const opened = context.waitForEvent('page')
  await page.getByRole('link', { name: 'Control room' }).click()
  const room = await opened
  await room.getByRole('link', { name: 'Back to the app' }).click()
  await expect(room).toHaveURL(`${stack.server.url}/`)
  await expect(searchPage(room).results.getByRole('listitem').first()).toBeVisible()
})
