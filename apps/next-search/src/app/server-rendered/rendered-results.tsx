'use client'

import type { ResultList as ResultListController } from '@coveo/headless'
import {
  ActionButton,
  type DemoConfig,
  type DemoUser,
  NothingFound,
  ResultList,
  useControllerState,
} from '@coveo-token/demo'
import { useHydratedState } from '@coveo-token/react/headless'
import { defineSearch, type SearchState } from './search-definition.ts'

interface RenderedResultsProps {
  config: DemoConfig
  user: DemoUser
  words: string
  state: SearchState
}

/** The results that came with the page, then those of the engine that takes it over. */
export function RenderedResults({ config, user, words, state }: RenderedResultsProps) {
  const hydration = useHydratedState({
    state,
    define: (access) => defineSearch(access, config),
    hydrate: (definition, rendered) => definition.hydrateStaticState(rendered),
  })
  if (state.controllers.results.state.results.length === 0) return <NothingFound user={user} />
  if (hydration.phase === 'gone') return null
  return (
    <>
      <h2 className="visually-hidden">Results</h2>
      {hydration.phase === 'live' ? (
        <LiveResults controller={hydration.live.controllers.results} words={words} />
      ) : (
        <ResultList results={state.controllers.results.state.results} fragment={() => fragmentOf(words, 0)} />
      )}
    </>
  )
}

const pageSize = 10

/** The fragment of the search page for the same query, on the page of the result at `rank`. */
function fragmentOf(words: string, rank: number): string {
  const query = words === '' ? [] : [`q=${encodeURIComponent(words)}`]
  const firstResult = rank - (rank % pageSize)
  return [...query, ...(firstResult === 0 ? [] : [`firstResult=${firstResult}`])].join('&')
}

function LiveResults({ controller, words }: { controller: ResultListController; words: string }) {
  const { results, moreResultsAvailable, isLoading } = useControllerState(controller)
  return (
    <>
      <ResultList results={results} fragment={(rank) => fragmentOf(words, rank)} />
      <p className="visually-hidden" role="status">
        {isLoading ? 'Loading more results…' : `${results.length} results`}
      </p>
      {moreResultsAvailable && (
        <ActionButton unavailable={isLoading} onPress={() => controller.fetchMoreResults()}>
          More results
        </ActionButton>
      )}
    </>
  )
}
