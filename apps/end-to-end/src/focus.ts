import type { Page } from '@playwright/test'

/** Makes a page gain and lose focus by `bringToFront()`, as in a user's browser; Playwright keeps every page focused. */
export async function letFocusMove(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
}
