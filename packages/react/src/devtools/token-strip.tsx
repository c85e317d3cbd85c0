'use client'

import { useId } from 'react'
import { spanWindowMs, type TokenSpan } from './token-span.ts'

export interface TokenStripProps {
  /** From `createTokenHistory().spans()`. */
  readonly spans: readonly TokenSpan[]
  /** The current time in milliseconds; undefined on a server. */
  readonly now: number | undefined
  /** When the next renewal starts, in the same unit. */
  readonly refreshAt: number | undefined
}

/** The strip reaches this far into the future, for the next renewal. */
const aheadMs = 120_000
const width = 720
const height = 24
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/**
 * The last ten minutes of a token source: tokens in two hatches, renewals, gaps without a token, now and the next renewal. Styled by the
 * class names `token-strip…`.
 */
export function TokenStrip({ spans, now, refreshAt }: TokenStripProps) {
  const id = useId()
  if (now === undefined) return null
  const start = now - spanWindowMs
  const x = (at: number) => Math.max(0, Math.min(1, (at - start) / (spanWindowMs + aheadMs))) * width
  const shown = spans.filter(({ to = now }) => to > start)
  return (
    <svg
      className="token-strip"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={summary(shown, refreshAt)}
    >
      <defs>
        {[45, -45].map((angle) => (
          <pattern
            key={angle}
            id={`${id}${angle}`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${angle})`}
          >
            <rect className="token-strip-ground" width="8" height="8" />
            <rect className="token-strip-hatch" width="4" height="8" />
          </pattern>
        ))}
      </defs>
      {shown.map(({ fingerprint, from, to = now }, index) => (
        <rect
          key={from}
          className={fingerprint === undefined ? 'token-strip-gap' : 'token-strip-token'}
          fill={fingerprint === undefined ? undefined : `url(#${id}${index % 2 === 0 ? 45 : -45})`}
          x={x(from)}
          width={Math.max(2, x(to) - x(from))}
          height={height}
        />
      ))}
      {shown.slice(1).map(({ from }) => (
        <rect key={from} className="token-strip-renewal" x={x(from) - 1} width="2" height={height} />
      ))}
      <rect className="token-strip-now" x={x(now) - 1.5} width="3" height={height} />
      {refreshAt !== undefined && (
        <rect className="token-strip-next" x={Math.min(x(refreshAt), width - 3)} width="3" height={height} />
      )}
    </svg>
  )
}

function summary(spans: readonly TokenSpan[], refreshAt: number | undefined): string {
  const tokens = spans.filter(({ fingerprint }) => fingerprint !== undefined).length
  const next = refreshAt === undefined ? '' : `, next renewal at ${clock.format(refreshAt)}`
  return `The last ten minutes: tokens ${tokens}, gaps ${spans.length - tokens}${next}`
}
