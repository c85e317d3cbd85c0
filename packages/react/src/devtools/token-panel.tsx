'use client'

import type { TokenSnapshot, TokenSource } from '@coveo-token/core/browser'
import { useSyncExternalStore } from 'react'
import type { PanelEvent } from './panel-event.ts'
import { secondClock } from './second-clock.ts'
import { claimsText, tokenFacts } from './token-facts.ts'
import type { RecordedEvent, TokenHistory } from './token-history.ts'
import { TokenStrip } from './token-strip.tsx'

export interface TokenPanelProps {
  readonly id: string
  readonly source: TokenSource
  readonly snapshot: TokenSnapshot
  readonly events: readonly RecordedEvent<PanelEvent>[]
  readonly history: TokenHistory<PanelEvent>
}

/** Facts, actions, timeline and claims of one token source. */
export function TokenPanel({ id, source, snapshot, events, history }: TokenPanelProps) {
  const now = useSyncExternalStore(secondClock.subscribe, secondClock.getSnapshot, secondClock.getServerSnapshot)
  const { token, fingerprint = '' } = snapshot
  const claims = claimsText(token)
  const [latest] = events

  async function act(action: () => Promise<string>) {
    try {
      if ((await action()) === token) history.note({ kind: 'same', detail: fingerprint })
    } catch {
      // A failure shows in the snapshot, and so in the panel.
    }
  }

  return (
    <section className="panel" id={id} aria-label="Coveo token">
      <h2>Coveo token</h2>
      <dl>
        {tokenFacts(snapshot, { now, renewals: history.renewals() }).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <button type="button" onClick={() => act(() => source.renew())}>
          Renew
        </button>
        <button type="button" disabled={!token} onClick={() => token && act(() => source.reportRejected(token))}>
          Reject
        </button>
        <button type="button" disabled={snapshot.status === 'signed-out'} onClick={() => source.signOut()}>
          Sign out
        </button>
      </div>
      <p role="status">{latest && `${latest.kind} ${latest.detail}`}</p>
      <TokenStrip
        spans={history.spans()}
        now={now}
        refreshAt={token === undefined ? undefined : (snapshot.retryAt ?? snapshot.refreshAt)}
      />
      <h3>Timeline</h3>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers */}
      <ol role="list">
        {events.map(({ id, at, kind, detail }) => (
          <li key={id}>
            <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString()}</time>
            <span>{kind}</span>
            <span>{detail}</span>
          </li>
        ))}
      </ol>
      {claims && (
        <details>
          <summary>Claims, unverified</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
          <pre tabIndex={0}>{claims}</pre>
        </details>
      )}
    </section>
  )
}
