import type { TokenSpan } from '@coveo-token/react/devtools'
import { timeOfDay } from './time-of-day.ts'

interface TokenSpansProps {
  spans: readonly TokenSpan[]
  /** The current time; undefined on the server, whose time zone is not the reader's. */
  now: number | undefined
  /** When the next renewal starts: milliseconds since the epoch. */
  refreshAt: number | undefined
}

/** The strip as a list: each token, each gap without one, and the next renewal. */
export function TokenSpans({ spans, now, refreshAt }: TokenSpansProps) {
  if (now === undefined) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
    <ul className="spans" role="list" aria-label="Tokens of the last ten minutes">
      {refreshAt !== undefined && <li data-kind="next">Next renewal at {timeOfDay.format(refreshAt)}</li>}
      {[...spans].reverse().map(({ fingerprint, from, to }) => (
        <li key={from} data-kind={fingerprint === undefined ? 'gap' : 'token'}>
          {timeOfDay.format(from)} to {to === undefined ? 'now' : timeOfDay.format(to)}{' '}
          {fingerprint === undefined ? 'without a token' : <code>{fingerprint}</code>}
        </li>
      ))}
    </ul>
  )
}
