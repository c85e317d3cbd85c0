import { startEmulator } from '@coveo-token/emulator'
import { type Browser, expect, test } from '@playwright/test'
import { startAppServer } from '../src/app-server.ts'
import { watchContent } from '../src/wanted-content.ts'
import { startSinglePageServer } from './single-page-server.ts'

const delayMs = 80
const navigations = 9

interface FirstResult {
  /** From the start of the navigation, in milliseconds. */
  atMs: number
  /** The document, token requests and searches that had a response by then. */
  roundTrips: number
}

/** Opens a page as a user who is signed in, with an empty HTTP cache. */
async function navigate(browser: Browser, url: string): Promise<FirstResult> {
  const context = await browser.newContext()
  await context.addInitScript(watchContent, 'li h3')
  await context.request.post(new URL('/api/session', url).href, { data: { user: 'asmith@example.com' } })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => Reflect.has(window, 'wantedAt'))
  const result = await page.evaluate(() => {
    const atMs = Reflect.get(window, 'wantedAt') as number
    const requests = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const isCounted = ({ name, responseEnd }: PerformanceResourceTiming) =>
      responseEnd <= atMs && /\/(token|coveo-token|rest\/search\/v2)(\?|$)/.test(name)
    return { atMs, roundTrips: 1 + requests.filter(isCounted).length }
  })
  await context.close()
  return result
}

test('from the navigation to the first result', async ({ browser }) => {
  // The organization and the key of `@coveo/search-token-server` in `apps/benchmarks`.
  const coveo = await startEmulator({
    port: 0,
    organizationId: 'benchmark',
    apiKeys: { authenticatedSearch: 'xx01234567-89ab-cdef-0123-456789abcdef' },
  })
  coveo.faults.add({ route: 'search', delayMs, times: 'always' })
  const next = await startAppServer({ app: 'next-search', coveo })
  const single = await startSinglePageServer({ coveo, tokenDelayMs: delayMs })
  const pages = [
    ['Next, the results in the HTML', `${next.url}/server-rendered`, 1],
    ['Next, a token in the HTML', next.url, 2],
    ['single page', `${single.url}/kit`, 3],
    ['single page that shares tokens between tabs', `${single.url}/kit-with-tabs`, 3],
    ['Headless alone, with `@coveo/search-token-server`', `${single.url}/headless-alone`, 3],
  ] as const
  const results = new Map<string, FirstResult[]>(pages.map(([name]) => [name, []]))
  try {
    for (const [, url] of pages) await navigate(browser, url)
    // In turn: what else the machine does then slows all pages alike.
    for (let navigation = 0; navigation < navigations; navigation++) {
      for (const [name, url] of pages) results.get(name)?.push(await navigate(browser, url))
    }
  } finally {
    await single.stop()
    await next.stop()
    await coveo.stop()
  }
  const rows = pages.map(([name, , most]) => {
    const all = results.get(name) ?? []
    const roundTrips = Math.max(...all.map((result) => result.roundTrips))
    expect(roundTrips, name).toBeLessThanOrEqual(most)
    const times = all.map(({ atMs }) => atMs).sort((one, other) => one - other)
    return `| ${name} | ${roundTrips} | ${Math.round(times[navigations >> 1] ?? 0)} ms | ${Math.round(times[0] ?? 0)} ms |`
  })
  console.log(`
## From the navigation to the first result, in Chromium

| page | round trips | median time | shortest time |
| --- | --- | --- | --- |
${rows.join('\n')}

Each token request of a page and each search takes ${delayMs} ms longer. A round trip is the document, a token request or a search;
scripts and preflights are not counted. ${navigations} navigations with an empty cache after one more for the server.
`)
})
