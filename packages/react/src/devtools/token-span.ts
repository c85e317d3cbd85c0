'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'

/** A time with one token, or without a token that should be there. */
export interface TokenSpan {
  /** The token's fingerprint; undefined in a gap without a token. */
  readonly fingerprint: string | undefined
  /** Start, in milliseconds since the epoch. */
  readonly from: number
  /** End; undefined while it lasts. */
  readonly to: number | undefined
}

/** The spans of the last ten minutes are kept. */
export const spanWindowMs = 600_000

/** The spans after a snapshot that arrived at `at()`. There is no span while signed out, nor before the first token or error. */
export function nextSpans(
  spans: readonly TokenSpan[],
  { snapshot, at }: { snapshot: TokenSnapshot; at: () => number },
): readonly TokenSpan[] {
  const { status, fingerprint } = snapshot
  const last = spans.at(-1)
  const isOpen = last !== undefined && last.to === undefined
  const hasNone = status === 'signed-out' || (status === 'loading' && !isOpen)
  if (isOpen ? !hasNone && last.fingerprint === fingerprint : hasNone) return spans
  const time = at()
  // A span without a length has the start of the next one, and is no wider than a line of the strip.
  const recent = spans
    .map((span) => ({ ...span, to: span.to ?? time }))
    .filter(({ from, to }) => to > from && to > time - spanWindowMs)
  return hasNone ? recent : [...recent, { fingerprint, from: time, to: undefined }]
}
