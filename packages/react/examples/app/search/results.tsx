// app/search/results.tsx
'use client'
import { useHydratedState } from '@coveo-token/react/headless'
import { defineSearch, type SearchState } from './search-definition.ts'

export function Results({ state }: { state: SearchState | undefined }) {
  const hydration = useHydratedState({
    state,
    define: defineSearch,
    hydrate: (definition, rendered) => definition.hydrateStaticState(rendered),
  })
  if (hydration.phase === 'gone') return <a href="/login">Sign in to search</a>
  const controllers = hydration.phase === 'live' ? hydration.live.controllers : hydration.state?.controllers
  return controllers?.results.state.results.map(({ uniqueId, title }) => <p key={uniqueId}>{title}</p>)
}
