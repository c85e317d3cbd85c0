'use client'

import { createSameUserCheck, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import { nextSpans, type TokenSpan } from './token-span.ts'

/** An event with its place in the history. */
export type RecordedEvent<Event> = Event & {
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface TokenHistory<Event> {
  /** The events, newest first. */
  readonly getSnapshot: () => readonly RecordedEvent<Event>[]
  /** How many times this user's token was replaced. Changes together with the events. */
  readonly renewals: () => number
  /** This user's tokens of the last ten minutes one after another, and the gaps without one. Changes together with the events. */
  readonly spans: () => readonly TokenSpan[]
  /** Records while there are listeners. */
  readonly subscribe: (listener: () => void) => () => void
  /** Adds an event that no snapshot shows, such as a pressed button. */
  readonly note: (event: Event) => void
}

export interface TokenHistoryOptions<Event> {
  /** The event for the change from one snapshot to the next; undefined if there is none. */
  readonly describe: (before: TokenSnapshot | undefined, after: TokenSnapshot) => Event | undefined
  /** How many events to keep. Default 50. */
  readonly limit?: number | undefined
  /** Wall clock in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Records the changes of a source's token for a panel. */
export function createTokenHistory<Event extends object>(
  source: TokenSource,
  { describe, limit = 50, now = Date.now }: TokenHistoryOptions<Event>,
): TokenHistory<Event> {
  let events: readonly RecordedEvent<Event>[] = []
  let before: TokenSnapshot | undefined
  let spans: readonly TokenSpan[] = []
  let nextId = 1
  let tokens = 0
  let isSameUser = createSameUserCheck(source)
  let stop: (() => void) | undefined
  const listeners = new Set<() => void>()

  function note(event: Event, at = now()) {
    events = [{ ...event, id: nextId++, at }, ...events].slice(0, limit)
    for (const listener of listeners) listener()
  }

  function update() {
    const after = source.getSnapshot()
    let at: number | undefined
    const time = () => (at ??= now())
    const event = describe(before, after)
    if (!isSameUser()) {
      tokens = 0
      spans = []
      isSameUser = createSameUserCheck(source)
    }
    if (after.token && after.token !== before?.token) tokens++
    before = after
    spans = nextSpans(spans, { snapshot: after, at: time })
    if (event) note(event, time())
  }

  return {
    getSnapshot: () => events,
    renewals: () => Math.max(0, tokens - 1),
    spans: () => spans,
    note: (event) => note(event),
    subscribe(listener) {
      listeners.add(listener)
      if (!stop) {
        stop = source.subscribe(update)
        update()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}
