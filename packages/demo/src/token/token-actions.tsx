'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import type { TokenHistory } from '@coveo-token/react/devtools'
import { useState } from 'react'
import { ActionButton } from '../page/action-button.tsx'
import { RecoveryHops, reachedHops } from './recovery-hops.tsx'
import type { TokenEvent } from './token-event.ts'

interface TokenActionsProps {
  source: TokenSource
  history: TokenHistory<TokenEvent>
  /** The fingerprint of the current token. */
  fingerprint: string | undefined
  /** Revokes the token, calls back, then searches with it; undefined with a real organization. */
  onReject: ((onRevoked: () => void) => Promise<void>) | undefined
}

/** Buttons that renew the token or have it rejected. */
export function TokenActions({ source, history, fingerprint, onReject }: TokenActionsProps) {
  const [rejection, setRejection] = useState<{ fingerprint: string | undefined; reached: number }>()

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
    setRejection({ fingerprint, reached: reachedHops.started })
    history.note({ tone: 'plain', words: 'Revoked this token at Coveo; searching with it' })
    try {
      await onReject(() => setRejection({ fingerprint, reached: reachedHops.revoked }))
      setRejection({ fingerprint, reached: reachedHops.searched })
    } catch {
      setRejection(undefined)
      history.note({ tone: 'bad', words: 'The emulator did not take the order' })
    }
  }

  const isReplaced = rejection !== undefined && rejection.fingerprint !== fingerprint
  return (
    <>
      <div className="token-actions">
        <ActionButton onPress={renew}>Renew now</ActionButton>
        {onReject !== undefined && (
          <ActionButton className="button button-danger" onPress={reject}>
            Make Coveo reject it
          </ActionButton>
        )}
      </div>
      {rejection !== undefined && (
        <RecoveryHops reached={isReplaced ? Math.max(rejection.reached, reachedHops.renewed) : rejection.reached} />
      )}
    </>
  )
}
