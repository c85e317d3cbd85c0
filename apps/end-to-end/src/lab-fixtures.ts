import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { test as base, expect, type Page } from '@playwright/test'
import type { Lab } from '../lab/headless-lab.ts'
import { buildLab, type LabFiles, type LabName } from './lab-files.ts'
import { type LabServer, startLabServer } from './lab-server.ts'

/** A page of the lab, what it costs, and what one can do to it. */
export interface OpenLab {
  /** Methods of the requests to the token endpoint so far. */
  asked: string[]
  /** Statuses of Coveo's answers to queries and suggestions so far, preflights aside. */
  answers(): number[]
  /** The token that the page holds. */
  token(): Promise<string>
  /** Submits as many searches as that, all at once: `search 1`, `search 2` … */
  submit(times: number): Promise<void>
  /** Moves the clock of Coveo, of the server and of the page together, and lets the page's timers run. */
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
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures one needs.
    async ({}, use) => use(await buildLab()),
    { scope: 'worker' },
  ],
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
  const asked: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/coveo-token') asked.push(request.method())
  })
  await page.goto(`${url}?search=${encodeURIComponent(`${coveo.url}/rest/search/v2`)}`)
  return {
    asked,
    answers: () =>
      coveo.requests
        .filter(({ method, path }) => method === 'POST' && searchRoutes.includes(path))
        .map(({ status }) => status),
    token: () => page.evaluate(() => (Reflect.get(window, 'lab') as Lab).token() ?? ''),
    submit: (times) => page.evaluate((count) => (Reflect.get(window, 'lab') as Lab).submit(count), times),
    async advance(ms) {
      coveo.clock.advance(ms)
      await page.clock.fastForward(ms)
    },
  }
}

export { expect }
