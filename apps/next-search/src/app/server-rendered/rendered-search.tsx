'use client'

import type { ResultList as ResultListController } from '@coveo/headless'
import type { TokenResponse } from '@coveo-token/core/browser'
import {
  type DemoConfig,
  type DemoUser,
  Icon,
  Notice,
  PageHeader,
  ResultList,
  signOut,
  useControllerState,
} from '@coveo-token/demo'
import { CoveoTokenProvider, useCoveoToken, useCoveoTokenSource } from '@coveo-token/react'
import { useHydratedState } from '@coveo-token/react/headless'
import { useEffect } from 'react'
import { defineSearch, type SearchState } from './search-definition.ts'

interface RenderedSearchProps {
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

  return (
    <div className="page">
      <PageHeader user={user} onSignOut={leave} />
      <main className="rendered-search">
        <h1>What {user.name} finds</h1>
        <p>
          These results came with the page, found on the server with {user.name}’s own token.{' '}
          <a href="/">Search in the browser</a>
        </p>
        <search className="search-box">
          <form>
            <span className="search-box-icon">
              <Icon name="search" />
            </span>
            <input
              type="text"
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
        {state === undefined ? (
          <Notice
            icon="cloud"
            title="Coveo is unavailable"
            action={{ label: 'Try now', onPress: () => location.reload() }}
          >
            <p>The search could not be done on the server.</p>
          </Notice>
        ) : (
          <Results config={config} user={user} state={state} />
        )}
      </main>
    </div>
  )
}

interface ResultsProps {
  config: DemoConfig
  user: DemoUser
  state: SearchState
}

function Results({ config, user, state }: ResultsProps) {
  const hydration = useHydratedState({
    state,
    define: (access) => defineSearch(access, config),
    hydrate: (definition, rendered) => definition.hydrateStaticState(rendered),
  })
  if (hydration.phase === 'gone') return null
  if (hydration.phase === 'live') return <LiveResults controller={hydration.live.controllers.results} user={user} />
  return <ResultList results={state.controllers.results.state.results} user={user} />
}

function LiveResults({ controller, user }: { controller: ResultListController; user: DemoUser }) {
  const { results, moreResultsAvailable, isLoading } = useControllerState(controller)
  return (
    <>
      <ResultList results={results} user={user} />
      {moreResultsAvailable && (
        <button type="button" className="button" disabled={isLoading} onClick={() => controller.fetchMoreResults()}>
          More results
        </button>
      )}
    </>
  )
}
