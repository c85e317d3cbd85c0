import { type BrowserContext, expect, type Page, type Request } from '@playwright/test'
import { countPageWork, type PageWork, settlePage } from './page-work.ts'

const inFlight = new WeakMap<BrowserContext, Set<Request>>()

/** Follows the requests of a browser context from now on, for `untilQuiet`. Call it before its first page is opened. */
export async function trackRequests(context: BrowserContext): Promise<void> {
  const requests = new Set<Request>()
  inFlight.set(context, requests)
  context.on('request', (request) => requests.add(request))
  context.on('response', (response) => {
    // Headless leaves the body of an error unread: Chromium then never reports the end of the request.
    if (!response.ok()) requests.delete(response.request())
  })
  context.on('requestfinished', (request) => requests.delete(request))
  context.on('requestfailed', (request) => requests.delete(request))
  await countPageWork(context)
}

/**
 * Resolves once no page of the context waits for a response, a message or a lock, nor processes one.
 * Call it before moving a clock: a moved clock expires the timeout of a request that is in flight.
 */
export async function untilQuiet(page: Page): Promise<void> {
  const context = page.context()
  const requests = inFlight.get(context)
  if (requests === undefined) throw new Error('untilQuiet() needs trackRequests() on the context of the page.')
  let before = ''
  const unfinished = async () => {
    const pages = await Promise.all(context.pages().map(workOf))
    const after = JSON.stringify(pages)
    const isStill = after === before
    before = after
    const urls = [...requests].map((request) => request.url())
    return isStill && pages.every(({ pending }) => pending === 0) ? urls : [...urls, `pages at work: ${after}`]
  }
  const message = 'requests in flight, and pages at work'
  await expect.poll(unfinished, { intervals: [0, 20], message }).toEqual([])
}

/** Stops the clocks of a context, before its page is opened: time then moves only by `runSeconds()`, on any machine. */
export async function stopClock(context: BrowserContext): Promise<void> {
  await context.clock.install()
  await pauseClock(context)
}

/** Stops the clocks of a context that are installed and quiet. Playwright stops a clock only at a time to come. */
export async function pauseClock(context: BrowserContext): Promise<void> {
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

/** Runs the timers that `work` needs on a stopped clock, a millisecond at a time: too little for any other timer. */
export async function withTimers<Value>(page: Page, work: Promise<Value>): Promise<Value> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  while (!isDone) await page.clock.runFor(1)
  return done
}

/** The work of a page, or why it could not be read: a page that navigates meanwhile is at work. */
function workOf(page: Page): Promise<PageWork & { error?: string }> {
  return settlePage(page).catch(({ message }: Error) => ({ steps: 0, pending: 1, error: message }))
}
