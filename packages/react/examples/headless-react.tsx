// headless-react.tsx
'use client'
import { defineResultList, defineSearchEngine } from '@coveo/headless-react/ssr'
import { useHydratedState } from '@coveo-token/react/headless'
import type { SearchAccess } from '@coveo-token/react/headless-ssr'

export function defineWithHooks(access: SearchAccess) {
  return defineSearchEngine({
    configuration: { ...access, analytics: { enabled: false } },
    controllers: { results: defineResultList() },
  })
}
type Definition = ReturnType<typeof defineWithHooks>
type State = Awaited<ReturnType<Definition['fetchStaticState']>>

export function SearchWithHooks({ state }: { state: State | undefined }) {
  const hydration = useHydratedState({
    state,
    define: defineWithHooks,
    hydrate: async (definition, rendered) => ({ definition, ...(await definition.hydrateStaticState(rendered)) }),
  })
  if (hydration.phase === 'gone') return <a href="/login">Sign in to search</a>
  if (hydration.phase === 'server') return <p>{hydration.state?.controllers.results.state.results.length} results</p>
  const { definition, engine, controllers } = hydration.live
  return (
    <definition.StateProvider engine={engine} controllers={controllers}>
      <Count useResults={definition.controllers.useResults} />
    </definition.StateProvider>
  )
}

function Count({ useResults }: { useResults: Definition['controllers']['useResults'] }) {
  return <p>{useResults().state.results.length} live results</p>
}
