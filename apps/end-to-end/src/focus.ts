import { expect, type Page } from '@playwright/test'

/** Makes a page gain and lose focus by `bringToFront()`, as in a user's browser; Playwright keeps every page focused. */
export async function letFocusMove(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
}

/** Brings a page to the front, and waits until it has the focus. */
export async function returnTo(page: Page): Promise<void> {
  await page.bringToFront()
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true)
}

/** Expects that the focus is on a control or a named place, rather than on the body. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
}
