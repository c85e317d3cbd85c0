'use client'

export type { EngineOptions } from './headless/engine-binding.ts'
export { useSearchEngine } from './headless/use-search-engine.ts'
