import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'

/** Runs in the page: keeps the moment at which it first has the wanted content, as `wantedAt`. */
export function watchContent(wanted: string) {
  const observer = new MutationObserver(() => {
    if (document.querySelector(wanted) === null) return
    observer.disconnect()
    Object.assign(window, { wantedAt: performance.now() })
  })
  observer.observe(document, { childList: true, subtree: true })
}

/** The compressed bytes of the scripts that a page has loaded: all, and those before the content of `watchContent()`. */
export async function scriptBytes(page: Page): Promise<{ all: number; beforeContent: number }> {
  const scripts = await page.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const wantedAt: number = Reflect.get(window, 'wantedAt')
    return resources
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, responseEnd }) => ({ url: name, isBefore: responseEnd <= wantedAt }))
  })
  const sized = scripts.map(async ({ url, isBefore }) => {
    const bytes = gzipSync(await (await page.request.get(url)).body()).length
    return { all: bytes, beforeContent: isBefore ? bytes : 0 }
  })
  return (await Promise.all(sized)).reduce((sum, { all, beforeContent }) => ({
    all: sum.all + all,
    beforeContent: sum.beforeContent + beforeContent,
  }))
}
