'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { createTokenHistory, type RecordedEvent, TokenStrip } from '@coveo-token/react/devtools'
import { useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Icon } from '../page/icon.tsx'
import { Avatar } from '../users/avatar.tsx'
import { findDemoUser } from '../users/demo-user.ts'
import { TokenActions } from './token-actions.tsx'
import { describeTokenClaims } from './token-claims.ts'
import { describeTokenEvent, type TokenEvent } from './token-event.ts'
import { TokenFacts } from './token-facts.tsx'
import { TokenLifetime } from './token-lifetime.tsx'
import { TokenSpans } from './token-spans.tsx'
import { TokenStatus } from './token-status.tsx'
import { TokenTimeline } from './token-timeline.tsx'
import { useBarHeight } from './use-bar-height.ts'
import { useNow } from './use-now.ts'

interface TokenPanelProps {
  source: TokenSource
  /** Revokes the token, calls back, then searches with it; undefined with a real organization. */
  onReject: ((onRevoked: () => void) => Promise<void>) | undefined
}

const noEvents: readonly RecordedEvent<TokenEvent>[] = []

/** The token's identity, privileges, lifetime and history. */
export function TokenPanel({ source, onReject }: TokenPanelProps) {
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getSnapshot)
  const history = useMemo(() => createTokenHistory(source, { describe: describeTokenEvent, limit: 6 }), [source])
  const events = useSyncExternalStore(history.subscribe, history.getSnapshot, () => noEvents)
  const claims = useMemo(() => (snapshot.token ? describeTokenClaims(snapshot.token) : undefined), [snapshot.token])
  const now = useNow()
  const renewsAt = snapshot.token === undefined ? undefined : (snapshot.retryAt ?? snapshot.refreshAt)
  const [shown, setShown] = useState(false)
  const panel = useRef<HTMLElement>(null)
  useBarHeight(panel)

  return (
    <section ref={panel} className="token" aria-labelledby="token-heading" data-shown={shown}>
      <div className="pass">
        <div className="pass-top">
          <h2 id="token-heading">Your token</h2>
          {snapshot.status === 'ready' && <span className="pass-kind">{kindWords[snapshot.kind]}</span>}
          <button
            type="button"
            className="pass-toggle"
            aria-expanded={shown}
            aria-controls="token-details"
            onClick={() => setShown(!shown)}
          >
            <span className="visually-hidden">Details of the token</span>
            <Icon name="chevron" />
          </button>
        </div>
        {snapshot.status === 'ready' && (
          <>
            <ActsAs names={claims?.identities.map((identity) => identity.name) ?? []} />
            <TokenLifetime snapshot={snapshot} lifetimeMs={claims?.lifetimeMs} />
          </>
        )}
        <TokenStatus snapshot={snapshot} />
      </div>
      <div id="token-details" className="token-details">
        {snapshot.status === 'ready' && (
          <TokenFacts snapshot={snapshot} claims={claims} renewals={history.renewals()} />
        )}
        <TokenActions
          source={source}
          history={history}
          fingerprint={snapshot.fingerprint}
          onReject={snapshot.token === undefined ? undefined : onReject}
        />
        <section className="strip" aria-labelledby="strip-heading">
          <h3 id="strip-heading">The last ten minutes</h3>
          <TokenStrip spans={history.spans()} now={now} refreshAt={renewsAt} />
          <TokenSpans spans={history.spans()} now={now} refreshAt={renewsAt} />
        </section>
        <TokenTimeline events={events} />
      </div>
      <p className="visually-hidden" role="status">
        {events[0] && `Token: ${events[0].words}`}
      </p>
    </section>
  )
}

const kindWords = { search: 'Search token', platform: 'Platform token' } as const

function ActsAs({ names }: { names: readonly string[] }) {
  const user = findDemoUser(names[0])
  return (
    <div className="pass-identity">
      {user !== undefined && <Avatar user={user} />}
      <p>
        <span className="pass-label">Acts as</span>{' '}
        <strong data-testid="acts-as">{names.join(', ') || 'It does not say'}</strong>
      </p>
    </div>
  )
}
