'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { stateSubject } from '../headless-ssr/state-subject.ts'
import { useProvidedSource } from '../token-context.ts'
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
 * of `define` and `hydrate` are ignored. A state of another user or variant than that of the token is `gone`. Throws the error of Headless to
 * the nearest error boundary.
 */
export function useHydratedState<Definition, State, Live extends { engine: AnyEngine }>(
  options: HydrationOptions<Definition, State, Live>,
): Hydration<State, Live> {
  const { state, define, hydrate, variant } = options
  const { source, serverSnapshot } = useProvidedSource(variant)
  // A state without a mark came with the initial token of its page.
  const subject = stateSubject(state) ?? serverSnapshot.subject
  const store = useMemo(() => createHydration<State, Live>(source, { state, subject }), [source, state, subject])
  // Before the subscription, which hydrates.
  useEffect(() => store.prepare((access, serverState) => hydrate(define(access), serverState)))
  const hydration = useSyncExternalStore(store.subscribe, store.getSnapshot, () => store.renderedFor(serverSnapshot))
  if (hydration.phase === 'failed') throw hydration.error
  return hydration
}
