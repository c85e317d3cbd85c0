'use client'

import type { TokenResponse } from '@coveo-token/core/browser'
import { type DemoConfig, type DemoUser, Icon, PageFrame, signIn, signOut } from '@coveo-token/demo'
import { CoveoTokenProvider, useCoveoToken, useCoveoTokenSource } from '@coveo-token/react'
import { useEffect } from 'react'
import { RenderedResults } from './rendered-results.tsx'
import type { SearchState } from './search-definition.ts'
import { WithoutResults } from './without-results.tsx'

export interface RenderedSearchProps {
  config: DemoConfig
  user: DemoUser
  words: string
  initialToken: TokenResponse | null | undefined
  state: SearchState | undefined
}

/** A search page with server-rendered first results. Its form loads a new page for each search. */
export function RenderedSearch({ initialToken, ...search }: RenderedSearchProps) {
  return (
    <CoveoTokenProvider sessionKey={search.user.id} initialToken={initialToken}>
      <Search {...search} />
    </CoveoTokenProvider>
  )
}

function Search({ config, user, words, state }: Omit<RenderedSearchProps, 'initialToken'>) {
  const source = useCoveoTokenSource()
  const { status } = useCoveoToken()

  useEffect(() => {
    // Also after a sign-out in another tab.
    if (status === 'signed-out') location.assign('/')
  }, [status])

  async function leave() {
    await signOut()
    source.signOut()
  }

  async function switchTo(next: DemoUser) {
    await signIn(next.id)
    location.reload()
  }

  return (
    <PageFrame user={user} emulatorUrl={config.emulatorUrl} onSignOut={leave} onSwitch={switchTo}>
      <main className="rendered-search" tabIndex={-1}>
        <h1>What {user.name} finds</h1>
        <p>
          {state === undefined
            ? 'Without results in its HTML this time. '
            : `The results came with the page, found on the server with ${user.name}’s own token. `}
          <a href={`/#q=${encodeURIComponent(words)}`}>Search in the browser</a>
        </p>
        <search className="search-box">
          <form>
            <span className="search-box-icon">
              <Icon name="search" />
            </span>
            <input
              type="text"
              dir="auto"
              name="q"
              aria-label="Search"
              autoComplete="off"
              enterKeyHint="search"
              placeholder="Search guides, policies, reports…"
              defaultValue={words}
            />
            <button type="submit" className="button button-primary">
              Go
            </button>
          </form>
        </search>
        <div id="results" className="rendered-results" tabIndex={-1}>
          {state === undefined ? (
            <WithoutResults />
          ) : (
            <RenderedResults config={config} user={user} words={words} state={state} />
          )}
        </div>
      </main>
    </PageFrame>
  )
}
