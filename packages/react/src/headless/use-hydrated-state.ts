'use client'

import type { SearchEngine } from '@coveo/headless'
import { useMemo, useSyncExternalStore } from 'react'
import { useCoveoTokenSource } from '../use-coveo-token.ts'
import { createHydration, type HydrationOptions } from './hydration.ts'

/**
 * The engine and the controllers of a page that the server rendered with `fetchUserState()`, from then on with this browser's
 * tokens. Undefined on the server, until Headless has hydrated, and after sign-out. Hydrates once for each `state`: later
 * changes of `define` and `hydrate` are ignored. What Headless throws is thrown to the nearest error boundary.
 */
export function useHydratedState<Definition, State, Hydrated extends { engine: SearchEngine }>(
  options: HydrationOptions<Definition, State, Hydrated>,
): Hydrated | undefined {
  const source = useCoveoTokenSource()
  const { state } = options
  // biome-ignore lint/correctness/useExhaustiveDependencies: functions are new in every render, and must not hydrate again.
  const hydration = useMemo(() => createHydration(source, options), [source, state])
  const { hydrated, error } = useSyncExternalStore(hydration.subscribe, hydration.getSnapshot, () => nothing)
  if (error !== undefined) throw error
  return hydrated
}

const nothing: { hydrated?: never; error?: never } = {}
