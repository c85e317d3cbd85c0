'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import type { TokenHistory } from '@coveo-token/react/devtools'
import { useState } from 'react'
import type { TokenEvent } from './token-event.ts'

interface TokenActionsProps {
  source: TokenSource
  history: TokenHistory<TokenEvent>
  /** Revokes the token, then searches with it; undefined with a real organization. */
  onReject: (() => Promise<void>) | undefined
}

/** Buttons that renew the token or have it rejected. */
export function TokenActions({ source, history, onReject }: TokenActionsProps) {
  const [busy, setBusy] = useState<'renew' | 'reject'>()

  async function run(what: 'renew' | 'reject', action: () => Promise<void>) {
    setBusy(what)
    await action()
    setBusy(undefined)
  }

  async function renew() {
    const before = source.getSnapshot().token
    try {
      const token = await source.renew()
      if (token === before)
        history.note({ tone: 'plain', words: 'Requested: the server returned the same token, which is still fresh' })
    } catch {
      // The history reads the reason from the source's snapshot.
    }
  }

  async function reject() {
    if (onReject === undefined) return
    history.note({ tone: 'plain', words: 'Revoked this token at Coveo; searching with it' })
    try {
      await onReject()
    } catch {
      history.note({ tone: 'bad', words: 'The emulator did not take the order' })
    }
  }

  return (
    <div className="token-actions">
      <button
        type="button"
        className="button"
        aria-busy={busy === 'renew'}
        disabled={busy !== undefined}
        onClick={() => run('renew', renew)}
      >
        Renew now
      </button>
      {onReject !== undefined && (
        <button
          type="button"
          className="button button-danger"
          aria-busy={busy === 'reject'}
          disabled={busy !== undefined}
          onClick={() => run('reject', reject)}
        >
          Make Coveo reject it
        </button>
      )}
    </div>
  )
}
