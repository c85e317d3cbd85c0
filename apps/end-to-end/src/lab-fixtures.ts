import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { test as base, expect, type Page } from '@playwright/test'
import type { Lab } from '../lab/headless-lab.ts'
import { buildLab, type LabFiles, type LabName } from './lab-files.ts'
import { type LabServer, startLabServer } from './lab-server.ts'
import { followPageLog } from './page-log.ts'
import { trackRequests, untilQuiet } from './quiet.ts'

/** An open page of the lab, with its requests so far. */
export interface OpenLab {
  /** Methods of the requests to the token endpoint. */
  tokenRequests: string[]
  /** Statuses of Coveo's responses to queries and suggestions, without preflights. */
  searchStatuses(): number[]
  /** The page's current token. */
  token(): Promise<string>
  /** Submits several searches at the same time: `search 1`, `search 2` … */
  submit(times: number): Promise<void>
  /** Waits until the page is quiet, then moves all clocks (Coveo, server, page) and runs the page's due timers. */
  advance(ms: number): Promise<void>
}

interface LabFixtures {
  coveo: Emulator
  labServer: LabServer
  openLab: (name: LabName) => Promise<OpenLab>
}

const searchRoutes = ['/rest/search/v2', '/rest/search/v2/querySuggest']

export const test = base.extend<LabFixtures, { labFiles: LabFiles }>({
  labFiles: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern.
    async ({}, use) => use(await buildLab()),
    { scope: 'worker' },
  ],
  context: async ({ context }, use, testInfo) => {
    const printLog = followPageLog(context, testInfo)
    await trackRequests(context)
    await use(context)
    printLog()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  coveo: async ({}, use) => {
    const coveo = await startEmulator({ port: 0 })
    await use(coveo)
    await coveo.stop()
  },
  labServer: async ({ coveo, labFiles }, use) => {
    const server = await startLabServer(coveo, labFiles)
    await use(server)
    await server.stop()
  },
  openLab: async ({ page, coveo, labServer }, use) => {
    const thrown: Error[] = []
    page.on('pageerror', (error) => thrown.push(error))
    await use((name) => openLab({ page, coveo, url: `${labServer.url}/lab/${name}` }))
    expect(thrown).toEqual([])
  },
})

async function openLab({ page, coveo, url }: { page: Page; coveo: Emulator; url: string }): Promise<OpenLab> {
  const tokenRequests: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/coveo-token') tokenRequests.push(request.method())
  })
  await page.goto(`${url}?search=${encodeURIComponent(`${coveo.url}/rest/search/v2`)}`)
  return {
    tokenRequests,
    searchStatuses: () =>
      coveo.requests
        .filter(({ method, path }) => method === 'POST' && searchRoutes.includes(path))
        .map(({ status }) => status),
    token: () => page.evaluate(() => (Reflect.get(window, 'lab') as Lab).token() ?? ''),
    submit: (times) => page.evaluate((count) => (Reflect.get(window, 'lab') as Lab).submit(count), times),
    async advance(ms) {
      await untilQuiet(page)
      coveo.clock.advance(ms)
      await page.clock.fastForward(ms)
    },
  }
}

export { expect }
