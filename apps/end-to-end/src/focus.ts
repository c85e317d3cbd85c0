import type { Page } from '@playwright/test'

/** Lets a page get and lose the focus as that of a person does: by `bringToFront()` of it or another. */
export async function letFocusMove(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
}
