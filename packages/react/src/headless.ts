'use client'

export type { EngineOptions } from './headless/engine-binding.ts'
export { keepEnvironment } from './headless/keep-environment.ts'
export { useSearchEngine } from './headless/use-search-engine.ts'
