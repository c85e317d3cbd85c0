import type { BrowserContext, Page } from '@playwright/test'

export interface PageWork {
  /** Grows with every fetch, body and message to other tabs, and once more when a fetch or a body ends. */
  readonly steps: number
  /** Fetches without a response, and bodies that the page is still reading. */
  readonly pending: number
}

/** Counts the work of a context's pages in the pages themselves: on a busy machine the browser's own reports arrive late. */
export async function countPageWork(context: BrowserContext): Promise<void> {
  await context.addInitScript(countWork)
}

/**
 * Lets a page receive the messages and locks that are on their way, and run the tasks that these queue. Runs no timers: a test may have
 * stopped those. Resolves with the work of the page after that.
 */
export function settlePage(page: Page): Promise<PageWork> {
  return page.evaluate(() => (Reflect.get(window, 'settle') as () => Promise<PageWork>)())
}

/** Runs in the page, before its own scripts. */
function countWork() {
  const work = { steps: 0, pending: 0 }

  function count(by: number) {
    work.steps++
    work.pending += by
  }
  function wrap(owner: object, name: string, watch: (result: unknown) => void) {
    const original: (...args: unknown[]) => unknown = Reflect.get(owner, name)
    Reflect.set(owner, name, function counted(this: unknown, ...args: unknown[]) {
      const result = Reflect.apply(original, this, args)
      watch(result)
      return result
    })
  }
  function countUntilSettled(result: unknown) {
    count(1)
    const end = () => count(-1)
    Promise.resolve(result).then(end, end)
  }

  const { postMessage } = BroadcastChannel.prototype
  wrap(window, 'fetch', countUntilSettled)
  for (const read of ['arrayBuffer', 'blob', 'formData', 'json', 'text']) {
    wrap(Response.prototype, read, countUntilSettled)
  }
  wrap(BroadcastChannel.prototype, 'postMessage', () => count(0))

  async function runTasks() {
    const { port1, port2 } = new MessageChannel()
    for (let task = 0; task < 20; task++) {
      await new Promise((resolve) => {
        port1.onmessage = resolve
        port2.postMessage(null)
      })
    }
    port1.close()
  }
  /** Messages arrive in the order of posting: after this one, those that were posted before it have arrived. */
  async function receiveMessages(name: string) {
    const [sender, receiver] = [new BroadcastChannel(name), new BroadcastChannel(name)]
    await new Promise((resolve) => {
      receiver.onmessage = resolve
      postMessage.call(sender, null)
    })
    sender.close()
    receiver.close()
  }

  async function settle(): Promise<PageWork> {
    // A page without an origin has neither locks nor other tabs.
    if (origin !== 'null') {
      const name = `settle ${crypto.randomUUID()}`
      await receiveMessages(name)
      await runTasks()
      await navigator.locks.request(name, () => {})
    }
    await runTasks()
    return { ...work }
  }
  Object.assign(window, { settle })
}
