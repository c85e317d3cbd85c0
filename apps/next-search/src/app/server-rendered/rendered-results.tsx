'use client'

import type { ResultList as ResultListController } from '@coveo/headless'
import { ActionButton, type DemoConfig, type DemoUser, ResultList, useControllerState } from '@coveo-token/demo'
import { useHydratedState } from '@coveo-token/react/headless'
import { defineSearch, type SearchState } from './search-definition.ts'

interface RenderedResultsProps {
  config: DemoConfig
  user: DemoUser
  state: SearchState
}

/** The results that came with the page, then those of the engine that takes it over. */
export function RenderedResults({ config, user, state }: RenderedResultsProps) {
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
