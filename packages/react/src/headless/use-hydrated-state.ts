'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { useCoveoTokenSource } from '../use-coveo-token-source.ts'
import type { VariantOption } from '../variant-name.ts'
import type { AnyEngine } from './any-engine.ts'
import { createHydration, type Hydration } from './hydration.ts'

export interface HydrationOptions<Definition, State, Live extends { engine: AnyEngine }> extends VariantOption {
  /** The result of `fetchUserState()` on the server. Without it there is nothing to hydrate. */
  readonly state: State | undefined
  /** Defines the engine, as on the server. */
  readonly define: (access: SearchAccess) => Definition
  /** Hydrates: `(definition, state) => definition.hydrateStaticState(…)`. */
  readonly hydrate: (definition: Definition, state: State) => Promise<Live>
}

/**
 * Takes over a page that `fetchUserState()` rendered, of search and commerce definitions. Hydrates once for each `state`: later changes
 * of `define` and `hydrate` are ignored. Throws the error of Headless to the nearest error boundary.
 */
export function useHydratedState<Definition, State, Live extends { engine: AnyEngine }>(
  options: HydrationOptions<Definition, State, Live>,
): Hydration<State, Live> {
  const source = useCoveoTokenSource(options)
  const { state, define, hydrate } = options
  const store = useMemo(() => createHydration<State, Live>(source, state), [source, state])
  // Before the subscription, which hydrates.
  useEffect(() => store.prepare((access, serverState) => hydrate(define(access), serverState)))
  const hydration = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getServerSnapshot)
  if (hydration.phase === 'failed') throw hydration.error
  return hydration
}
