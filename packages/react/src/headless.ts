'use client'

export type { EngineOptions } from './headless/engine-binding.ts'
export type { HydrationOptions } from './headless/hydration.ts'
export { keepEnvironment } from './headless/keep-environment.ts'
export { useHydratedState } from './headless/use-hydrated-state.ts'
export { useSearchEngine } from './headless/use-search-engine.ts'
export type { SearchAccess } from './headless-ssr/search-access.ts'
