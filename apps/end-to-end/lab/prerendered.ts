import type { TokenSource } from '@coveo-token/core/browser'

/** The body of the page's requests to `/report` at every change of its source. */
export interface PrerenderReport {
  prerendering: boolean
  /** How many locks the page has requested. */
  locks: number
  token: string | undefined
}

let locks = 0
const { request } = LockManager.prototype
LockManager.prototype.request = function count(this: LockManager, ...options: unknown[]) {
  locks++
  return Reflect.apply(request, this, options)
} as typeof request

await import('./two-tabs.ts')
const source: TokenSource = Reflect.get(window, 'source')

function report() {
  const prerendering = Boolean(Reflect.get(document, 'prerendering'))
  const body: PrerenderReport = { prerendering, locks, token: source.getSnapshot().token }
  void fetch('/report', { method: 'POST', body: JSON.stringify(body) })
}

source.subscribe(report)
report()
