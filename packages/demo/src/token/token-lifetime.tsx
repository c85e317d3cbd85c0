'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'
import { clockText, spokenTime } from './remaining-time.ts'
import { useNow } from './use-now.ts'

interface TokenLifeProps {
  snapshot: Extract<TokenSnapshot, { status: 'ready' }>
  /** Lifetime from issue to expiry; undefined if the claims do not contain it. */
  lifetimeMs: number | undefined
}

/** Countdown to the token's expiry and to its renewal. */
export function TokenLifetime({ snapshot, lifetimeMs }: TokenLifeProps) {
  const now = useNow()
  const { expiresAt, refreshAt, retryAt = refreshAt } = snapshot
  const remainingMs = now === undefined || expiresAt === undefined ? undefined : Math.max(0, expiresAt - now)
  const share = remainingMs === undefined || !lifetimeMs ? 0 : Math.min(1, remainingMs / lifetimeMs)
  const [dueMs, nextMs] = [refreshAt, retryAt].map((at) =>
    now === undefined || at === undefined ? undefined : at - now,
  )
  return (
    <div className="lifetime" data-stage={stageOf(share, dueMs)}>
      <p className="lifetime-clock">
        <span className="lifetime-time" role="timer">
          {remainingMs === undefined ? '–:––' : clockText(remainingMs)}
        </span>{' '}
        <span className="lifetime-unit">left</span>
      </p>
      {remainingMs === undefined ? (
        <div className="lifetime-bar" />
      ) : (
        <div
          className="lifetime-bar"
          role="progressbar"
          aria-label="Lifetime left"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={`${spokenTime(remainingMs)} left`}
        >
          <span style={{ transform: `scaleX(${share})` }} />
        </div>
      )}
      <p className="lifetime-next">{nextWords(nextMs)}</p>
    </div>
  )
}

function stageOf(share: number, dueMs: number | undefined): 'fresh' | 'due' | 'short' {
  if (dueMs === undefined || dueMs > 0) return 'fresh'
  return share > 0.05 ? 'due' : 'short'
}

function nextWords(nextMs: number | undefined): string {
  if (nextMs === undefined) return 'Renewal not planned yet'
  return nextMs > 0 ? `Renews itself in ${clockText(nextMs)}` : 'Renewing now'
}
