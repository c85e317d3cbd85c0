import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { test as base, expect, type Page } from '@playwright/test'
import { accessibilityProblems } from '../src/accessibility.ts'
import { runSeconds, stopClock, trackRequests, untilQuiet } from '../src/quiet.ts'
import { startTestServer } from '../src/test-server.ts'

interface SlowServer {
  url: string
  /** The response to `/slow`, once its headers are sent. It has the status 404. */
  slow: Promise<ServerResponse>
}

const test = base.extend<{ server: SlowServer }>({
  context: async ({ context }, use) => {
    await trackRequests(context)
    await use(context)
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern.
  server: async ({}, use) => {
    const sent = new EventEmitter<{ headers: [ServerResponse] }>()
    const slow = once(sent, 'headers').then(([response]) => response as ServerResponse)
    const server = await startTestServer(({ url }, response) => {
      if (url !== '/slow') return response.setHeader('Content-Type', 'text/html').end('<!doctype html><p>A page')
      response.writeHead(404).flushHeaders()
      return sent.emit('headers', response)
    })
    await use({ url: server.url, slow })
    await server.stop()
  },
})

/** Starts work in a page. It is done once `isDone()`. */
async function start(page: Page, work: () => Promise<unknown>): Promise<void> {
  await page.evaluate(`(${work})().then(() => { window.isDone = true }); undefined`)
}

function isDone(page: Page): Promise<boolean> {
  return page.evaluate(() => Reflect.get(window, 'isDone') === true)
}

/** Gives a page the time in which it would become quiet if nothing were under way. */
async function passTime(page: Page): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await page.evaluate(() => {})
}

const readSlowly = () => fetch('/slow').then((response) => response.text())

test.describe('untilQuiet', () => {
  test('waits for the body of an error that the page reads', async ({ page, server }) => {
    await page.goto(server.url)
    await start(page, readSlowly)
    const response = await server.slow
    const quiet = untilQuiet(page).then(() => isDone(page))
    await passTime(page)
    response.end()
    expect(await quiet).toBe(true)
  })

  test('does not wait for the body of an error that the page leaves unread', async ({ page, server }) => {
    await page.goto(server.url)
    await start(page, () => fetch('/slow'))
    await untilQuiet(page)
    expect(await isDone(page)).toBe(true)
  })

  test('waits for a request that a route holds', async ({ page, server }) => {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/slow', async (route) => {
      await released
      await route.fulfill({ status: 503 })
    })
    await page.goto(server.url)
    await start(page, readSlowly)
    const quiet = untilQuiet(page).then(() => isDone(page))
    await passTime(page)
    release()
    expect(await quiet).toBe(true)
  })

  test('waits until the tabs of a context have received their messages', async ({ context, page, server }) => {
    const other = await context.newPage()
    for (const tab of [page, other]) await tab.goto(server.url)
    await other.evaluate(() => {
      const channel = new BroadcastChannel('numbers')
      channel.onmessage = ({ data }) => channel.postMessage(data + 1)
    })
    await start(page, async () => {
      const channel = new BroadcastChannel('numbers')
      await new Promise<void>((resolve) => {
        channel.onmessage = ({ data }) => (data < 300 ? channel.postMessage(data + 1) : resolve())
        channel.postMessage(0)
      })
    })
    await untilQuiet(page)
    expect(await isDone(page)).toBe(true)
  })

  test('waits for a lock that is on its way', async ({ page, server }) => {
    await page.goto(server.url)
    await start(page, () => navigator.locks.request('a lock', { ifAvailable: true }, () => fetch('/')))
    await untilQuiet(page)
    expect(await isDone(page)).toBe(true)
  })
})

test('runSeconds never moves the clock while a request is in flight', async ({ context, page, server }) => {
  await stopClock(context)
  await context.route('**/slow', (route) => route.fulfill({ status: 503 }))
  await page.goto(server.url)
  await page.evaluate(() => {
    const seconds: number[] = []
    Object.assign(window, { seconds })
    setInterval(async () => {
      const startedAt = performance.now()
      await navigator.locks.request('a lock', { ifAvailable: true }, () =>
        fetch('/slow').then((response) => response.text()),
      )
      seconds.push(performance.now() - startedAt)
    }, 1_000)
  })
  await runSeconds(page, 30)
  const seconds = await page.evaluate(() => Reflect.get(window, 'seconds') as number[])
  expect(seconds).toEqual(Array.from({ length: 30 }, () => 0))
})

test('a text that fades in is checked in its last colour', async ({ page, server }) => {
  await page.goto(server.url)
  await page.setContent(`<!doctype html><html lang="en"><title>A page</title><main><h1>Fades in</h1></main>
    <style>h1 { animation: fade 1s } @keyframes fade { from { opacity: 0.1 } to { opacity: 0.2 } }</style>`)
  expect(await accessibilityProblems(page)).toEqual([])
})
