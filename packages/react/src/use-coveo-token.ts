'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useMemo, useSyncExternalStore } from 'react'
import type { CoveoToken, TokenActions } from './coveo-token.ts'
import { useProvidedSource } from './token-context.ts'
import type { VariantOption } from './variant-name.ts'

/** The current token. The component renders again when the token, its status or its error changes. */
export function useCoveoToken({ variant }: VariantOption = {}): CoveoToken {
  const { source, serverSnapshot } = useProvidedSource(variant)
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, () => serverSnapshot)
  const actions = useMemo(() => createActions(source), [source])
  return useMemo(() => {
    const { status, token, guest = false, organizationId, expiresAt, error } = snapshot
    return { status, token, guest, organizationId, expiresAt, error, ...actions } as CoveoToken
  }, [snapshot, actions])
}

function createActions(source: TokenSource): TokenActions {
  return {
    async renew() {
      await source.renew().catch(() => {})
    },
    signOut: () => source.signOut(),
  }
}
