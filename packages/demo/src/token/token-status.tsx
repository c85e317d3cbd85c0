'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'
import { nextAttempt } from '../status/next-attempt.ts'
import { pageStates } from '../status/page-state.ts'
import { tokenState } from '../status/token-state.ts'
import { useOnline } from '../status/use-online.ts'
import { useNow } from './use-now.ts'

/** One line about a token that is missing or renewed late: its state, the cause, and the next attempt. */
export function TokenStatus({ snapshot }: { snapshot: TokenSnapshot }) {
  const isOnline = useOnline()
  const now = useNow()
  const trouble = tokenState(snapshot, isOnline)
  if (trouble === undefined) return snapshot.status === 'loading' ? <p className="pass-status">On its way.</p> : null
  const { code, cause, retryAt, pauseMs } = trouble
  const next = nextAttempt({ state: pageStates[cause], retryAt, now, pauseMs, isOffline: cause === 'offline' })
  const what = snapshot.token === undefined ? 'No token at the moment' : pageStates[code].title
  // Offline, a valid token is of no use.
  const isUsable = snapshot.token !== undefined && cause !== 'offline'
  return (
    <p className="pass-status" data-tone={code === 'signed-out' ? undefined : 'bad'}>
      {what}: {pageStates[cause].title}. {isUsable && `${pageStates[code].sentence} `}
      <span className="pass-status-next">{next.words}</span>
    </p>
  )
}
