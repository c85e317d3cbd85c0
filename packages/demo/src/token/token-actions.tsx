'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import type { TokenHistory } from '@coveo-token/react/devtools'
import { ActionButton } from '../page/action-button.tsx'
import type { TokenEvent } from './token-event.ts'

interface TokenActionsProps {
  source: TokenSource
  history: TokenHistory<TokenEvent>
  /** Revokes the token, then searches with it; undefined with a real organization. */
  onReject: (() => Promise<void>) | undefined
}

/** Buttons that renew the token or have it rejected. */
export function TokenActions({ source, history, onReject }: TokenActionsProps) {
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
      <ActionButton onPress={renew}>Renew now</ActionButton>
      {onReject !== undefined && (
        <ActionButton className="button button-danger" onPress={reject}>
          Make Coveo reject it
        </ActionButton>
      )}
    </div>
  )
}
