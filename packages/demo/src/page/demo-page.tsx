'use client'

import type { TokenResponse } from '@coveo-token/core/browser'
import { CoveoTokenProvider } from '@coveo-token/react'
import type { FirstState } from '../search/first-state.ts'
import type { DemoUser } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'
import { Devtools } from './devtools.tsx'
import { SearchScreen } from './search-screen.tsx'
import { signIn } from './session-client.ts'
import { SignInScreen } from './sign-in-screen.tsx'
import { useVisit } from './use-visit.ts'

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

/** The page of an example app: the sign-in screen, or the search screen. */
export function DemoPage({ config, user, initialToken, firstState }: DemoPageProps) {
  const first = firstState && { state: firstState, subject: initialToken?.subject }
  const { renderDeadlineMs } = config
  const { visit, visitAs, leave } = useVisit({ user, initialToken, first, renderDeadlineMs })

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
