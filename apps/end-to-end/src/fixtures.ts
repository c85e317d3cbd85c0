import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { test as base, expect, type Page } from '@playwright/test'
import { type AppName, type AppServer, startAppServer } from './app-server.ts'
import { followPageLog } from './page-log.ts'
import { trackRequests, untilQuiet } from './quiet.ts'

export interface StackOptions {
  /** The example app that the specs open. */
  app: AppName
  /** The kind of token that the app's endpoint returns. */
  kind: 'search' | 'platform'
  /** More variables of the app's environment. */
  appEnvironment: Readonly<Record<string, string>>
}

/** An emulator and an app that uses it, new for each test. */
export interface Stack {
  coveo: Emulator
  server: AppServer
  /** Waits until the page is quiet, then moves all clocks (Coveo, server, page) and runs the page's due timers. */
  advance(page: Page, ms: number): Promise<void>
}

export const test = base.extend<{ stack: Stack } & StackOptions>({
  app: ['express-search', { option: true }],
  kind: ['search', { option: true }],
  appEnvironment: [{}, { option: true }],
  context: async ({ context }, use, testInfo) => {
    const thrown: Error[] = []
    const printLog = followPageLog(context, testInfo)
    context.on('weberror', (error) => thrown.push(error.error()))
    await trackRequests(context)
    await use(context)
    printLog()
    expect(thrown, 'errors that no script of the page catches').toEqual([])
  },
  stack: async ({ app, kind, appEnvironment }, use) => {
    const coveo = await startEmulator({ port: 0 })
    const server = await startAppServer({ app, coveo, kind, env: appEnvironment })
    await use({
      coveo,
      server,
      async advance(page, ms) {
        await untilQuiet(page)
        coveo.clock.advance(ms)
        await server.advanceClock(ms)
        await page.clock.fastForward(ms)
      },
    })
    await server.stop()
    await coveo.stop()
  },
})

export { expect }
