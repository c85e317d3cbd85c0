'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useEffect, useSyncExternalStore } from 'react'
import { describeTokenClaims } from '../token/token-claims.ts'
import { type DemoUser, findDemoUser } from '../users/demo-user.ts'

interface TokenUserOptions {
  source: Pick<TokenSource, 'subscribe' | 'getSnapshot' | 'getServerSnapshot'>
  /** The displayed user. */
  user: DemoUser
  /** Called for a token of another user. */
  onOther: () => void
}

/**
 * Reports a token that acts as another user than the displayed one: the session may change between a sign-in on this page and its first
 * token.
 */
export function useTokenUser({ source, user, onOther }: TokenUserOptions): void {
  const { token } = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getServerSnapshot)
  const owner = token === undefined ? undefined : findDemoUser(describeTokenClaims(token)?.identities[0]?.name)
  const isOther = owner !== undefined && owner.id !== user.id
  useEffect(() => {
    if (isOther) onOther()
  }, [isOther, onOther])
}
