'use client'

import { buildSearchEngine } from '@coveo/headless'
import { watchUser } from '@coveo-token/core/browser'
import { useCoveoToken, useCoveoTokenSource } from '@coveo-token/react'
import { useHeadlessEngine } from '@coveo-token/react/headless'
import { useEffect, useMemo, useRef } from 'react'
import { createRecentQueryStorage } from '../search/recent-query-storage.ts'
import { buildSearchControllers } from '../search/search-controllers.ts'
import { SearchSkeleton } from '../search/search-skeleton.tsx'
import { SearchView } from '../search/search-view.tsx'
import { currentFragment } from '../search/use-url-state.ts'
import { TokenNotice } from '../status/token-notice.tsx'
import type { TokenTrouble } from '../status/token-state.ts'
import { useTokenTrouble } from '../status/use-token-trouble.ts'
import { TokenPanel } from '../token/token-panel.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'
import { PageFrame } from './page-frame.tsx'
import { signIn, signOut } from './session-client.ts'

interface SearchScreenProps {
  config: DemoConfig
  user: DemoUser
  /** Whether to move the focus to the search field, as after a sign-in. */
  takeFocus: boolean
  /** Called after the visitor signed out, or when the session ended or belongs to another user. */
  onLeave: (reason: 'signed-out' | 'user-changed') => void
  /** Called after the visitor signed in as another user. */
  onSwitch: (user: DemoUser) => void
}

/** The page with a session: the search, and beside it the token panel. */
export function SearchScreen({ config, user, takeFocus, onLeave, onSwitch }: SearchScreenProps) {
  const hasEmulator = config.emulatorUrl !== undefined
  const source = useCoveoTokenSource()
  const { status } = useCoveoToken()
  const trouble = useTokenTrouble()
  const engine = useHeadlessEngine(buildSearchEngine, {
    configuration: {
      environment: config.environment,
      analytics: { enabled: false },
      search: config.searchBaseUrl === undefined ? {} : { proxyBaseUrl: config.searchBaseUrl },
    },
  })
  const controllers = useMemo(() => {
    if (engine === undefined) return undefined
    const recentQueries = createRecentQueryStorage(user.id).read()
    return buildSearchControllers(engine, { fragment: currentFragment(), recentQueries })
  }, [engine, user.id])
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])

  useEffect(() => {
    if (status === 'signed-out') onLeave('user-changed')
  }, [status, onLeave])
  useEffect(() => watchUser(source, () => onLeave('user-changed')), [source, onLeave])

  async function leave() {
    await signOut()
    createRecentQueryStorage(user.id).clear()
    source.signOut()
    onLeave('signed-out')
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
    await controllers?.searchAgain()
  }

  return (
    <PageFrame user={user} emulatorUrl={config.emulatorUrl} onSignOut={leave} onSwitch={switchTo}>
      <div className="columns">
        <main className={controllers === undefined ? 'search-waiting' : 'search'} tabIndex={-1}>
          <h1 ref={heading} tabIndex={-1} className="visually-hidden">
            Search as {user.name}
          </h1>
          {engine !== undefined && controllers !== undefined && (
            <SearchView engine={engine} controllers={controllers} user={user} hasEmulator={hasEmulator} />
          )}
          {controllers === undefined && <Waiting trouble={trouble} />}
        </main>
        <TokenPanel source={source} onReject={hasEmulator ? reject : undefined} />
      </div>
    </PageFrame>
  )
}

/** Replaces the search while there is no token. The source keeps retrying meanwhile. */
function Waiting({ trouble }: { trouble: TokenTrouble | undefined }) {
  if (trouble !== undefined && trouble.code !== 'signed-out') return <TokenNotice trouble={trouble} />
  return <SearchSkeleton />
}
