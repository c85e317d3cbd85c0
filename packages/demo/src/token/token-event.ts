import type { TokenSnapshot } from '@coveo-token/core/browser'

/** One event of the timeline. */
export interface TokenEvent {
  readonly tone: 'plain' | 'good' | 'bad'
  readonly words: string
}

const arrivals = {
  initial: 'Came with the page, rendered on the server',
  endpoint: 'Received from the token endpoint',
  tab: 'Taken over from another tab',
} as const

/** The event for the change from one snapshot to the next; undefined if there is none. */
export function describeTokenEvent(before: TokenSnapshot | undefined, after: TokenSnapshot): TokenEvent | undefined {
  if (after.token !== undefined && after.token !== before?.token) {
    if (before?.token === undefined) return { tone: 'good', words: arrivals[after.origin] }
    return { tone: 'good', words: after.origin === 'tab' ? 'Renewed by another tab' : 'Renewed' }
  }
  if (after.status === 'signed-out' && before?.status !== 'signed-out') return { tone: 'plain', words: 'Signed out' }
  if (after.error !== undefined && after.error.code !== before?.error?.code) {
    const what = after.token === undefined ? 'No token' : 'Renewal failed, the current token goes on'
    return { tone: 'bad', words: `${what}: ${reasonWords(after.error.code)}` }
  }
  return undefined
}

function reasonWords(code: string): string {
  if (code === 'coveo-unavailable') return 'Coveo did not respond'
  if (code === 'coveo-refused') return 'Coveo turned down the request for one'
  if (code === 'too-many-requests' || code === 'renewal-storm') return 'too many requests'
  return code.startsWith('endpoint-') ? 'this site sent no valid response' : code
}
