'use client'

import type { ResultList } from '@coveo/headless'
import type { TokenAnswer } from '@coveo-token/core/browser'
import { type DemoConfig, type DemoUser, Notice, ResultItem, useControllerState } from '@coveo-token/demo-ui'
import { CoveoTokenProvider } from '@coveo-token/react'
import { useHydratedState } from '@coveo-token/react/headless'
import { defineSearch, type SearchState } from './search-definition.ts'

interface RenderedSearchProps {
  config: DemoConfig
  user: DemoUser
  words: string
  initialToken: TokenAnswer | undefined
  state: SearchState | undefined
}

/** A search page whose first results came with it. The form is a plain one: each search is a page of its own. */
export function RenderedSearch({ config, user, words, initialToken, state }: RenderedSearchProps) {
  return (
    <CoveoTokenProvider session={user.id} initialToken={initialToken}>
      <main className="page rendered-search">
        <h1>What {user.name} finds</h1>
        <search className="search-box">
          <form>
            <input type="text" name="q" aria-label="Search" defaultValue={words} autoComplete="off" />
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
          <Results config={config} state={state} />
        )}
      </main>
    </CoveoTokenProvider>
  )
}

function Results({ config, state }: { config: DemoConfig; state: SearchState }) {
  const hydrated = useHydratedState({
    state,
    define: (access) => defineSearch(access, config),
    hydrate: (definition, rendered) => definition.hydrateStaticState(rendered),
  })
  if (hydrated !== undefined) return <LiveResults controller={hydrated.controllers.results} />
  return <ResultItems results={state.controllers.results.state.results} />
}

function LiveResults({ controller }: { controller: ResultList }) {
  const { results, moreResultsAvailable, isLoading } = useControllerState(controller)
  return (
    <>
      <ResultItems results={results} />
      {moreResultsAvailable && (
        <button type="button" className="button" disabled={isLoading} onClick={() => controller.fetchMoreResults()}>
          More results
        </button>
      )}
    </>
  )
}

function ResultItems({ results }: { results: ResultList['state']['results'] }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
    <ol className="result-list" role="list" aria-label="Results">
      {results.map((result) => (
        <ResultItem key={result.uniqueId} result={result} />
      ))}
    </ol>
  )
}
