import type { TokenSource } from '@coveo-token/core/browser'
import type { Page } from '@playwright/test'
import { expect, test } from '../src/lab-fixtures.ts'
import { runSeconds, stopClock, untilQuiet } from '../src/quiet.ts'
import { renderedPage } from '../src/rendered-page.ts'
import { tokenUser } from '../src/token-user.ts'

const minute = 60_000

async function heldUser(page: Page): Promise<string | undefined> {
  const token = await page.evaluate(() => (Reflect.get(window, 'source') as TokenSource).getSnapshot().token)
  return token && tokenUser(token)
}

/** Everything that the source of a page has shown since the page was opened. */
function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(window, 'shown'))
}

test.describe('a page that the browser takes from its HTTP cache', () => {
  for (const [name, type, leaveAndReturn] of [
    ['by a link', 'navigate', (page: Page) => page.getByRole('link', { name: 'Return' }).click()],
    ['by a step back in history', 'back_forward', (page: Page) => page.goBack()],
  ] as const) {
    test(`drops its initial token ${name}, and requests that of the current user`, async ({ page, labServer }) => {
      labServer.routes.set('/rendered', async (_, response) => {
        const token = await (await fetch(`${labServer.url}/api/coveo-token`)).text()
        response.setHeader('Content-Type', 'text/html').setHeader('Cache-Control', 'private, max-age=600')
        response.end(renderedPage(token))
      })
      labServer.routes.set('/other', (_, response) => {
        response.setHeader('Content-Type', 'text/html').end('<!doctype html><a href="/rendered">Return</a>')
      })
      const status = page.locator('output')
      await page.goto(`${labServer.url}/rendered`)
      await expect(status).toHaveText(/^ready /)
      const ofAlice = await status.innerText()
      expect(new Set(await shown(page))).toEqual(new Set([ofAlice]))

      labServer.user = 'bjones@example.com'
      await page.goto(`${labServer.url}/other`)
      await leaveAndReturn(page)
      await expect(status).toHaveText(/^ready /)
      const [navigation] = await page.evaluate(() =>
        performance.getEntriesByType('navigation').map((entry) => entry.toJSON()),
      )
      expect(navigation).toMatchObject({ type, transferSize: 0 })
      expect(await heldUser(page)).toBe('bjones@example.com')
      expect(await shown(page)).not.toContain(ofAlice)
    })
  }
})

test.describe('a service worker that repeats an old token response', () => {
  async function installWorker(page: Page, url: string) {
    await page.goto(`${url}/lab/lang/en.json`)
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/lab/repeating-worker.js')
      await navigator.serviceWorker.ready
    })
  }

  test('is recognized at the next renewal, which requests another token by POST', async ({
    context,
    page,
    coveo,
    labServer,
  }) => {
    await stopClock(context)
    await installWorker(page, labServer.url)
    const methods: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/coveo-token')) methods.push(request.method())
    })
    await page.goto(`${labServer.url}/lab/two-tabs`)
    await runSeconds(page, 1)
    const status = page.locator('output')
    await expect(status).toHaveText(/^ready /)
    const first = await status.innerText()

    await untilQuiet(page)
    coveo.clock.advance(59 * minute)
    await page.clock.fastForward(59 * minute)
    await runSeconds(page, 1)
    await expect(status).toHaveText(/^ready /)
    expect(await status.innerText()).not.toBe(first)
    expect(methods).toEqual(['GET', 'GET', 'POST'])
  })

  test('gives a new page a token that has ended, which is replaced when Coveo rejects it', async ({
    page,
    coveo,
    labServer,
    openLab,
  }) => {
    await installWorker(page, labServer.url)
    await openLab('headless-3')
    await expect(page.locator('output')).toHaveText(/^found/)
    await untilQuiet(page)
    coveo.clock.advance(120 * minute)
    const lab = await openLab('headless-3')
    await expect(page.locator('output')).toHaveText(/^found/)
    expect(lab.tokenRequests).toEqual(['GET', 'POST'])
    expect(lab.searchStatuses().at(-1)).toBe(200)
  })
})
