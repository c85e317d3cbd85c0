import type { BrowserContext } from '@playwright/test'
import { expect, test } from '../src/lab-fixtures.ts'
import { runSeconds, stopClock, untilQuiet } from '../src/quiet.ts'

/** Opens a page with one token source, and records all its requests after that. */
async function openPage(context: BrowserContext, url: string) {
  const page = await context.newPage()
  const requests: string[] = []
  await page.goto(`${url}/lab/two-tabs`)
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  return { page, requests, status: page.locator('output') }
}

test('a page whose endpoint fails requests tokens and nothing else, and recovers although the user does nothing', async ({
  context,
  labServer,
}) => {
  await stopClock(context)
  const { page, requests, status } = await openPage(context, labServer.url)
  await runSeconds(page, 1)
  await expect(status).toHaveText(/^ready /)
  let failure = 'offline'
  await context.route('**/api/coveo-token', (route) => {
    if (failure === 'offline') return route.abort('internetdisconnected')
    return failure ? route.fulfill({ status: Number(failure) }) : route.continue()
  })

  // The token expires after an hour. Every renewal before that fails.
  await untilQuiet(page)
  await page.clock.fastForward(3_700_000)
  await runSeconds(page, 1)
  await expect(status).toHaveText('error endpoint-unreachable')
  failure = '404'
  await runSeconds(page, 65)
  await expect(status).toHaveText('error endpoint-not-found')
  const before = requests.length
  failure = ''
  await runSeconds(page, 305)
  await expect(status).toHaveText(/^ready /)
  expect(requests.length - before).toBeLessThanOrEqual(3)
  expect(new Set(requests)).toEqual(new Set(['/api/coveo-token']))
})

test('a lock manager that never responds does not hold a renewal', async ({ context, labServer }) => {
  await context.addInitScript(() => {
    navigator.locks.request = () => new Promise(() => {})
  })
  const { status } = await openPage(context, labServer.url)
  await expect(status).toHaveText(/^ready /)
})
