'use client'

export type { AnyEngine } from './headless/any-engine.ts'
export type { EngineOptions } from './headless/engine-binding.ts'
export type { Hydration } from './headless/hydration.ts'
export { useHeadlessEngine } from './headless/use-headless-engine.ts'
export { type HydrationOptions, useHydratedState } from './headless/use-hydrated-state.ts'
export type { SearchAccess } from './headless-ssr/search-access.ts'
