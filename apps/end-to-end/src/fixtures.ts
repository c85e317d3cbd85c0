import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { test as base, type Page } from '@playwright/test'
import { type AppName, type AppServer, startAppServer } from './app-server.ts'

export interface StackOptions {
  /** Which example app the specs drive. */
  app: AppName
  /** Which token the app gives its page. */
  kind: 'search' | 'platform'
}

/** The emulator and one app in front of it, started anew for each test. */
export interface Stack {
  coveo: Emulator
  server: AppServer
  /** Moves the clock of Coveo, of the app's server and of the page together, and lets the page's timers run. */
  advance(page: Page, ms: number): Promise<void>
}

export const test = base.extend<{ stack: Stack } & StackOptions>({
  app: ['express-search', { option: true }],
  kind: ['search', { option: true }],
  stack: async ({ app, kind }, use) => {
    const coveo = await startEmulator({ port: 0 })
    const server = await startAppServer({
      app,
      env: {
        COVEO_ENDPOINT: coveo.url,
        COVEO_ORGANIZATION_ID: coveo.organizationId,
        COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
        COVEO_EMULATOR_CONTROL: coveo.url,
        COVEO_TOKEN_KIND: kind,
      },
    })
    await use({
      coveo,
      server,
      async advance(page, ms) {
        coveo.clock.advance(ms)
        await server.advanceClock(ms)
        await page.clock.fastForward(ms)
      },
    })
    await server.stop()
    await coveo.stop()
  },
})

export { expect } from '@playwright/test'
