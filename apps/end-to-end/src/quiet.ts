import { type BrowserContext, expect, type Page, type Request } from '@playwright/test'

interface Traffic {
  readonly inFlight: Set<Request>
  /** Requests since the start, those that have ended included. */
  started: number
}

const traffics = new WeakMap<BrowserContext, Traffic>()

/** Counts the requests of a browser context from now on, for `untilQuiet`. */
export function trackRequests(context: BrowserContext): void {
  const traffic: Traffic = { inFlight: new Set(), started: 0 }
  traffics.set(context, traffic)
  context.on('request', (request) => {
    traffic.inFlight.add(request)
    traffic.started += 1
  })
  context.on('response', (response) => {
    // Headless leaves the body of an error unread: Chromium then never reports the end of the request.
    if (!response.ok()) traffic.inFlight.delete(response.request())
  })
  context.on('requestfinished', (request) => traffic.inFlight.delete(request))
  context.on('requestfailed', (request) => traffic.inFlight.delete(request))
}

/**
 * Resolves once no request of the page's context is in flight and the page has processed the last response.
 * Call it before moving a clock: a moved clock expires the timeout of a request that is in flight.
 */
export async function untilQuiet(page: Page): Promise<void> {
  const traffic = traffics.get(page.context())
  if (traffic === undefined) throw new Error('untilQuiet() needs trackRequests() on the context of the page.')
  const pending = async () => {
    const urls = [...traffic.inFlight].map((request) => request.url())
    const { started } = traffic
    await settle(page)
    return traffic.started === started ? urls : [...urls, 'a request that has just started']
  }
  await expect.poll(pending, { intervals: [20], message: 'requests in flight' }).toEqual([])
}

/** Stops the clocks of a context, before its page is opened: time then moves only by `runSeconds()`, on any machine. */
export async function stopClock(context: BrowserContext): Promise<void> {
  await context.clock.install()
  await context.clock.pauseAt(Date.now() + 10_000)
}

/** Runs a stopped clock second by second, and waits until the page is quiet before and after each. */
export async function runSeconds(page: Page, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await untilQuiet(page)
    await page.clock.runFor(1_000)
  }
  await untilQuiet(page)
}

/** Lets the page run the tasks that a response has queued, without its timers: a test may have stopped those. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel()
    for (let task = 0; task < 20; task++) {
      await new Promise((resolve) => {
        port1.onmessage = resolve
        port2.postMessage(null)
      })
    }
    port1.close()
  })
}
