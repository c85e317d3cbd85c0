import { expect, test } from '../src/lab-fixtures.ts'
import { renderedPage } from '../src/rendered-page.ts'

test('a page with a token from before a sign-out signs out where another tab is signed out', async ({
  context,
  labServer,
}) => {
  const { url } = labServer
  const [other, old] = [await context.newPage(), await context.newPage()]
  labServer.user = 'asmith@example.com'
  const token = await (await fetch(`${url}/api/coveo-token`)).text()

  labServer.user = null
  await other.goto(`${url}/lab/two-tabs`)
  await expect(other.locator('output')).toHaveText('signed-out not-authenticated')

  await context.route('**/old', (route) => route.fulfill({ contentType: 'text/html', body: renderedPage(token) }))
  await old.goto(`${url}/old`)
  await expect(old.locator('output')).toHaveText('signed-out not-authenticated')
  expect(await old.evaluate(() => Reflect.get(window, 'shown'))).toContainEqual(expect.stringMatching(/^ready /))
})
