'use client'

import type { TokenResponse } from '@coveo-token/core/browser'
import { CoveoTokenProvider } from '@coveo-token/react'
import { useCallback, useState } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'
import { Devtools } from './devtools.tsx'
import { SearchScreen } from './search-screen.tsx'
import { readSession, signIn } from './session-client.ts'
import { SignInScreen } from './sign-in-screen.tsx'
import { useSignInElsewhere } from './use-sign-in-elsewhere.ts'

/** What a page is told by its server. */
export interface DemoPageProps {
  config: DemoConfig
  /** Whose session the request had; null for none. */
  user: DemoUser | null
  /** A first token for that user, when the server rendered one into the page. */
  initialToken?: TokenResponse | undefined
}

interface Visit {
  user: DemoUser | null
  initialToken: TokenResponse | undefined
  notice: string | undefined
  /** Whether the visitor got here by something they did, and the focus has to follow them. */
  moved: boolean
}

/** The whole page of an example app: signed out, or searching. */
export function DemoPage({ config, user, initialToken }: DemoPageProps) {
  const [visit, setVisit] = useState<Visit>({ user, initialToken, notice: undefined, moved: false })

  // A new visit never inherits the first token: that was made for whoever opened the page.
  const visitAs = useCallback((next: DemoUser | null, notice?: string) => {
    setVisit({ user: next, initialToken: undefined, notice, moved: true })
  }, [])

  useSignInElsewhere(visit.user, visitAs)

  const leave = useCallback(
    async (reason: 'signed-out' | 'ended') => {
      if (reason === 'signed-out') return visitAs(null)
      // Ended here, but perhaps begun anew in another tab, as somebody else.
      const next = await readSession().catch(() => null)
      visitAs(next, next === null ? 'Your session has ended.' : undefined)
    },
    [visitAs],
  )

  if (visit.user === null) {
    return (
      <SignInScreen
        notice={visit.notice}
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
      session={visit.user.id}
      initialToken={visit.initialToken}
    >
      <SearchScreen config={config} user={visit.user} takeFocus={visit.moved} onLeave={leave} />
      <Devtools />
    </CoveoTokenProvider>
  )
}
