import { hasSameSubject, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'

/** One event of the timeline. */
export interface TokenEvent {
  id: number
  /** Milliseconds since the epoch. */
  at: number
  tone: 'plain' | 'good' | 'bad'
  words: string
}

/** The token events of one page, newest first. */
export interface TokenHistory {
  subscribe(listener: () => void): () => void
  getSnapshot(): readonly TokenEvent[]
  /** Number of renewals of this user's token. Changes together with the events. */
  renewals(): number
  /** Adds an event that the source does not report, such as a pressed button. */
  note(words: string, tone?: TokenEvent['tone']): void
}

const longest = 6
const empty: readonly TokenEvent[] = []

/** Records the changes of `source` while the history has listeners. */
export function createTokenHistory(source: TokenSource, now: () => number = Date.now): TokenHistory {
  let events = empty
  let before: TokenSnapshot | undefined
  let nextId = 1
  let tokens = 0
  let lastToken: TokenSnapshot | undefined
  const listeners = new Set<() => void>()

  function add({ words, tone }: Pick<TokenEvent, 'words' | 'tone'>): void {
    events = [{ id: nextId++, at: now(), words, tone }, ...events].slice(0, longest)
    for (const listener of listeners) listener()
  }

  function look(): void {
    const after = source.getSnapshot()
    const change = describeChange(before, after)
    const isOtherUser = after.token !== undefined && lastToken !== undefined && !hasSameSubject(after, lastToken)
    if (isOtherUser || after.status === 'signed-out') tokens = 0
    if (after.token !== undefined && after.token !== before?.token) tokens += 1
    before = after
    if (after.token !== undefined) lastToken = after
    if (change !== undefined) add(change)
  }

  let stop: (() => void) | undefined
  return {
    subscribe(listener) {
      listeners.add(listener)
      if (stop === undefined) {
        stop = source.subscribe(look)
        look()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
    getSnapshot: () => events,
    renewals: () => Math.max(0, tokens - 1),
    note: (words, tone = 'plain') => add({ words, tone }),
  }
}

const arrivals = {
  initial: 'Came with the page, rendered on the server',
  endpoint: 'Received from the token endpoint',
  tab: 'Taken over from another tab',
} as const

/** The event for the change from one snapshot to the next; undefined if there is none. */
export function describeChange(
  before: TokenSnapshot | undefined,
  after: TokenSnapshot,
): Pick<TokenEvent, 'words' | 'tone'> | undefined {
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
  if (code === 'coveo-unavailable') return 'Coveo did not answer'
  if (code === 'coveo-refused') return 'Coveo turned down the request for one'
  if (code === 'too-many-requests' || code === 'renewal-storm') return 'asked too often'
  return code.startsWith('endpoint-') ? 'this site did not answer as it should' : code
}
