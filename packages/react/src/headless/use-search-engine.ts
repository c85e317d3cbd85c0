'use client'

import type { SearchEngine } from '@coveo/headless'
import { useMemo, useSyncExternalStore } from 'react'
import { useCoveoTokenSource } from '../use-coveo-token.ts'
import { createEngineBinding, type EngineOptions } from './engine-binding.ts'

/**
 * A Headless search engine for the signed-in user; undefined until the first token, on the server and after sign-out.
 * Built once for each user: `options` are read at that moment, and later changes of them are ignored.
 */
export function useSearchEngine(options: EngineOptions = {}): SearchEngine | undefined {
  const source = useCoveoTokenSource()
  // biome-ignore lint/correctness/useExhaustiveDependencies: an options literal is new in every render, and must not rebuild the engine.
  const binding = useMemo(() => createEngineBinding(source, options), [source])
  return useSyncExternalStore(binding.subscribe, binding.getSnapshot, noEngine)
}

function noEngine() {
  return undefined
}
