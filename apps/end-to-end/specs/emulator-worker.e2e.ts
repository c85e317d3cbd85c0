import { expect, test } from '@playwright/test'
import { bundle } from '../src/bundle.ts'
import { startTestServer } from '../src/test-server.ts'

test('the emulator runs in a service worker, and Headless searches with a token of it', async ({ page }) => {
  const folder = new URL('../lab/', import.meta.url).pathname
  const scripts = await bundle([`${folder}emulator-worker.ts`, `${folder}emulator-worker-page.ts`])
  const server = await startTestServer((request, response) => {
    const script = scripts.get((request.url ?? '/').slice(1))
    response.setHeader('Content-Type', script === undefined ? 'text/html' : 'text/javascript')
    response.end(
      script ?? '<!doctype html><title>Worker</title><script type="module" src="/emulator-worker-page.js"></script>',
    )
  })
  try {
    await page.goto(server.url)
    await expect(page.locator('body')).toHaveText(/^10 results, [2-9] sources$/)
  } finally {
    await server.stop()
  }
})
