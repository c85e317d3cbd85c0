'use client'

import type { TokenError, TokenSnapshot } from '@coveo-token/core/browser'
import { useMemo } from 'react'
import { useTokenContext } from './use-token-context.ts'
import { useTokenSnapshot } from './use-token-snapshot.ts'

export interface CoveoToken {
  /** The token to send to Coveo; undefined until there is one, and after sign-out. */
  token: string | undefined
  /** `error` only while no usable token is held: a failing renewal keeps `ready`. */
  status: TokenSnapshot['status']
  /** Why the last renewal failed, with a sentence that says what to change. */
  error: TokenError | undefined
  /** When the token ends: milliseconds since the epoch by this browser's clock. Undefined on the server and while hydrating. */
  expiresAt: number | undefined
  /** Asks the endpoint now. Never rejects: a failure shows in `error`. */
  renew: () => Promise<void>
}

/** The current token. The component renders again when the token, its status or its error changes. */
export function useCoveoToken(): CoveoToken {
  const context = useTokenContext()
  const snapshot = useTokenSnapshot(context)
  const { source } = context
  return useMemo(
    () => ({ ...snapshot, renew: () => source.renew().then(ignore, ignore) }) as CoveoToken,
    [snapshot, source],
  )
}

function ignore() {}
