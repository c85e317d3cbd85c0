'use client'

import type { TokenResponse } from '@coveo-token/core/browser'
import { CoveoTokenProvider } from '@coveo-token/react'
import { useCallback, useState } from 'react'
import { readFirstSearch } from '../search/first-search-client.ts'
import type { FirstSearch, FirstState } from '../search/first-state.ts'
import { currentFragment } from '../search/use-url-state.ts'
import type { DemoUser } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'
import { Devtools } from './devtools.tsx'
import { SearchScreen } from './search-screen.tsx'
import { readSession, signIn } from './session-client.ts'
import { SignInScreen } from './sign-in-screen.tsx'
import { useSessionOnFocus } from './use-session-on-focus.ts'

/** Props that the server renders into the page. */
export interface DemoPageProps {
  config: DemoConfig
  /** The user of the session; null without one. */
  user: DemoUser | null
  /** The user's first token, if the server rendered one into the page. */
  initialToken?: TokenResponse | undefined
  /** The state of the user's first search, if the server sent it. */
  firstState?: FirstState | undefined
}

interface Visit {
  user: DemoUser | null
  initialToken: TokenResponse | undefined
  first: FirstSearch | undefined
  /** Whether `first` is on its way from the server. */
  isStarting: boolean
  /** Why there is no user. */
  signedOut: 'signed-out' | 'signed-out-elsewhere'
  /** Whether the visitor caused this visit, so that the focus must move to it. */
  moved: boolean
}

/** The page of an example app: the sign-in screen, or the search screen. */
export function DemoPage({ config, user, initialToken, firstState }: DemoPageProps) {
  const first = firstState && { state: firstState, subject: initialToken?.subject }
  const [visit, setVisit] = useState<Visit>({
    user,
    initialToken,
    first,
    isStarting: false,
    signedOut: 'signed-out',
    moved: false,
  })

  // Only the first visit uses the initial token and the first results: they belong to the user who loaded the page.
  const { renderDeadlineMs } = config
  const visitAs = useCallback(
    (next: DemoUser | null, signedOut: Visit['signedOut'] = 'signed-out') => {
      // The server knows no fragment: with one, only the browser can search.
      const isStarting = next !== null && currentFragment() === ''
      const started = { user: next, initialToken: undefined, first: undefined, isStarting, signedOut, moved: true }
      setVisit(started)
      if (!isStarting) return
      void readFirstSearch(next, { renderDeadlineMs }).then((found) =>
        setVisit((current) => (current === started ? { ...started, first: found, isStarting: false } : current)),
      )
    },
    [renderDeadlineMs],
  )

  const followSession = useCallback((next: DemoUser | null) => visitAs(next, 'signed-out-elsewhere'), [visitAs])
  useSessionOnFocus(visit.user, followSession)

  const userId = visit.user?.id
  const leave = useCallback(
    async (reason: 'signed-out' | 'user-changed') => {
      // The session has ended, or belongs to a user that signed in in another tab.
      const next = reason === 'signed-out' ? null : await readSession().catch(() => null)
      const isOther = next?.id !== userId
      if (reason === 'signed-out') visitAs(null)
      else if (isOther) followSession(next)
      return isOther
    },
    [visitAs, followSession, userId],
  )

  if (visit.user === null) {
    return (
      <SignInScreen
        state={visit.signedOut}
        takeFocus={visit.moved}
        onSignIn={async (next) => {
          await signIn(next.id)
          visitAs(next)
        }}
      />
    )
  }
  return (
    <CoveoTokenProvider
      key={visit.user.id}
      endpoint="/api/coveo-token"
      sessionKey={visit.user.id}
      initialToken={visit.initialToken}
    >
      <SearchScreen
        config={config}
        user={visit.user}
        first={visit.first}
        isStarting={visit.isStarting}
        takeFocus={visit.moved}
        onLeave={leave}
        onSwitch={visitAs}
      />
      <Devtools />
    </CoveoTokenProvider>
  )
}
