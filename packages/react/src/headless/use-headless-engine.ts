'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useCoveoTokenSource } from '../use-coveo-token-source.ts'
import type { AnyEngine } from './any-engine.ts'
import { createEngineBinding, type EngineOptions } from './engine-binding.ts'

/**
 * One engine for each signed-in user, of any of Headless's five kinds; undefined until the first token, on the server and after sign-out.
 * `build` and `options` are read when an engine is built. Later changes apply to the next user's engine.
 */
export function useHeadlessEngine<Options extends { configuration: object }, Engine extends AnyEngine>(
  build: (options: Options) => Engine,
  options: NoInfer<EngineOptions<Options>>,
): Engine | undefined {
  const source = useCoveoTokenSource(options)
  const binding = useMemo(() => createEngineBinding<Engine>(source), [source])
  // Before the subscription, which builds the engine.
  useEffect(() => {
    binding.prepare((access) => build(withAccess(options, access)))
  })
  return useSyncExternalStore(binding.subscribe, binding.getSnapshot, noEngine)
}

function withAccess<Options extends { configuration: object }>(
  { configuration, variant, ...rest }: EngineOptions<Options>,
  access: object,
): Options {
  const { organizationId } = configuration
  const full = { ...configuration, ...access, ...(organizationId && { organizationId }) }
  return { ...rest, configuration: full } as unknown as Options
}

function noEngine() {
  return undefined
}
