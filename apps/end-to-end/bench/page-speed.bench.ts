import { startEmulator } from '@coveo-token/emulator'
import { type Browser, test } from '@playwright/test'
import { type AppName, startAppServer } from '../src/app-server.ts'
import { scriptBytes, watchContent } from '../src/wanted-content.ts'

const loads = 7
/** Lighthouse's slow 4G, and a processor four times slower. */
const slowNetwork = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const slowdown = 4

interface PageToMeasure {
  name: string
  app: AppName
  path: string
  isSignedIn: boolean
  /** The content that the visitor came for. */
  wanted: string
}

const search = { path: '/', isSignedIn: true, wanted: 'li h3' }
const signIn = { path: '/', isSignedIn: false, wanted: '.choice' }
const unknown = { path: '/nowhere', isSignedIn: false, wanted: 'h1' }
const pages: readonly PageToMeasure[] = [
  { name: 'Express: search', app: 'express-search', ...search },
  { name: 'Express: sign-in', app: 'express-search', ...signIn },
  { name: 'Express: unknown address', app: 'express-search', ...unknown },
  { name: 'Next: search', app: 'next-search', ...search },
  { name: 'Next: sign-in', app: 'next-search', ...signIn },
  { name: 'Next: results in the HTML', app: 'next-search', ...search, path: '/server-rendered' },
  { name: 'Next: unknown address', app: 'next-search', ...unknown },
]

interface PageSpeed {
  firstPaintMs: number
  largestPaintMs: number
  wantedMs: number
  /** Compressed bytes of the scripts that had arrived by then, and of all that the page loads. */
  scriptBytes: { beforeContent: number; all: number }
}

/** Runs in the page: keeps the first and the largest paint. */
function watchPaints() {
  const paints = { firstPaintMs: 0, largestPaintMs: 0 }
  Object.assign(window, { paints })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) paints.firstPaintMs = entry.startTime
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) paints.largestPaintMs = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}

/** Loads a page with an empty cache on a slow device and a slow network. */
async function load(browser: Browser, origin: string, { path, isSignedIn, wanted }: PageToMeasure): Promise<PageSpeed> {
  const context = await browser.newContext()
  if (isSignedIn) await context.request.post(`${origin}/api/session`, { data: { user: 'asmith@example.com' } })
  const page = await context.newPage()
  await page.addInitScript(watchPaints)
  await page.addInitScript(watchContent, wanted)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slowNetwork)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(`${origin}${path}`, { waitUntil: 'commit' })
  await page.locator(wanted).first().waitFor()
  await page.waitForLoadState('networkidle')
  const times = await page.evaluate(() => {
    const paints: Pick<PageSpeed, 'firstPaintMs' | 'largestPaintMs'> = Reflect.get(window, 'paints')
    return { ...paints, wantedMs: Reflect.get(window, 'wantedAt') as number }
  })
  const bytes = await scriptBytes(page)
  await context.close()
  return { ...times, scriptBytes: bytes }
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[values.length >> 1] ?? 0
}

test('pages on a slow device', async ({ browser }) => {
  const coveo = await startEmulator({ port: 0 })
  const apps = new Map<AppName, Awaited<ReturnType<typeof startAppServer>>>()
  const speeds = new Map<PageToMeasure, PageSpeed[]>(pages.map((page) => [page, []]))
  try {
    for (const app of ['express-search', 'next-search'] as const) apps.set(app, await startAppServer({ app, coveo }))
    // One more for the servers. In turn: what else the machine does then slows all pages alike.
    for (let turn = 0; turn <= loads; turn++) {
      for (const page of pages) {
        const speed = await load(browser, apps.get(page.app)?.url ?? '', page)
        if (turn > 0) speeds.get(page)?.push(speed)
      }
    }
  } finally {
    for (const app of apps.values()) await app.stop()
    await coveo.stop()
  }
  const rows = pages.map((page) => {
    const all = speeds.get(page) ?? []
    const times = (['firstPaintMs', 'largestPaintMs', 'wantedMs'] as const).map(
      (name) => `${(median(all.map((speed) => speed[name])) / 1000).toFixed(2)} s`,
    )
    const sizes = (['beforeContent', 'all'] as const).map(
      (name) => `${Math.round(median(all.map(({ scriptBytes }) => scriptBytes[name])) / 1000)} kB`,
    )
    return `| ${[page.name, ...times, ...sizes].join(' | ')} |`
  })
  console.log(`
## Pages on a slow device, in Chromium

| page | first contentful paint | largest contentful paint | wanted content | scripts before it, gzip | all scripts, gzip |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Medians of ${loads} loads with an empty cache: ${slowdown} times slower processor, ${slowNetwork.latency} ms latency, 1.6 Mbit/s down, 750 kbit/s up.
The wanted content is the first result, the users to sign in as, or the heading. To reach: 1.2 s, 2.0 s, and 200 kB of scripts before it.
All scripts include those of the live search, which load after the first result.
`)
})
