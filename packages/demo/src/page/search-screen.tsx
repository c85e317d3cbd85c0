'use client'

import { watchUser } from '@coveo-token/core/browser'
import { useCoveoToken, useCoveoTokenSource } from '@coveo-token/react'
import { useCallback, useEffect, useRef } from 'react'
import type { FirstSearch } from '../search/first-state.ts'
import { createRecentQueryStorage } from '../search/recent-query-storage.ts'
import { TokenPanel } from '../token/token-panel.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'
import { PageFrame } from './page-frame.tsx'
import { SearchArea } from './search-area.tsx'
import { signIn, signOut } from './session-client.ts'
import { useTokenUser } from './use-token-user.ts'

interface SearchScreenProps {
  config: DemoConfig
  user: DemoUser
  /** The first search, if the server found it. */
  first: FirstSearch | undefined
  /** Whether the first search is on its way from the server. */
  isStarting: boolean
  /** Whether to move the focus to the search field, as after a sign-in. */
  takeFocus: boolean
  /**
   * Called after the visitor signed out, or when the session may have ended or belong to another user. Resolves with whether the page
   * leaves this user.
   */
  onLeave: (reason: 'signed-out' | 'user-changed') => Promise<boolean>
  /** Called after the visitor signed in as another user. */
  onSwitch: (user: DemoUser) => void
}

/** The page with a session: the search, and beside it the token panel. */
export function SearchScreen({ config, user, first, isStarting, takeFocus, onLeave, onSwitch }: SearchScreenProps) {
  const hasEmulator = config.emulatorUrl !== undefined
  const source = useCoveoTokenSource()
  const { status } = useCoveoToken()
  const searchAgain = useRef<() => Promise<void>>(undefined)
  const keepSearch = useCallback((search: () => Promise<void>) => {
    searchAgain.current = search
  }, [])
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])

  useEffect(() => {
    if (status === 'signed-out') void onLeave('user-changed')
  }, [status, onLeave])
  useEffect(() => watchUser(source, () => void onLeave('user-changed')), [source, onLeave])
  const followToken = useCallback(async () => {
    // With the session still of the displayed user, the next token is too.
    if (!(await onLeave('user-changed'))) await source.renew().catch(() => {})
  }, [source, onLeave])
  useTokenUser({ source, user, onOther: followToken })

  async function leave() {
    await signOut()
    createRecentQueryStorage(user.id).clear()
    source.signOut()
    await onLeave('signed-out')
  }

  async function switchTo(next: DemoUser) {
    await signIn(next.id)
    source.signOut()
    onSwitch(next)
  }

  async function reject(onRevoked: () => void) {
    const response = await fetch('/api/demo/revoke', { method: 'POST' })
    if (!response.ok) throw new Error(`The server responded ${response.status}.`)
    onRevoked()
    await searchAgain.current?.()
  }

  return (
    <PageFrame user={user} emulatorUrl={config.emulatorUrl} onSignOut={leave} onSwitch={switchTo}>
      <div className="columns">
        <main className="search" tabIndex={-1}>
          <h1 ref={heading} tabIndex={-1} className="visually-hidden">
            Search as {user.name}
          </h1>
          <SearchArea config={config} user={user} first={first} isStarting={isStarting} onReady={keepSearch} />
        </main>
        <TokenPanel source={source} onReject={hasEmulator ? reject : undefined} />
      </div>
    </PageFrame>
  )
}
