'use client'

import { buildSearchEngine, type SearchEngine, type SearchEngineOptions } from '@coveo/headless'
import { placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { engineAccess, setEngineToken } from './engine-access.ts'
import { keepEnvironment } from './keep-environment.ts'

type Configuration = SearchEngineOptions['configuration']

/** A Headless configuration without what the token decides. */
export interface EngineOptions extends Omit<Configuration, 'accessToken' | 'renewAccessToken' | 'organizationId'> {
  /** Default: the organization that the token endpoint names. */
  organizationId?: string
  /** Where Headless sends search requests, such as a local emulator or your own proxy: an absolute URL ending in `/rest/search/v2`. */
  proxyBaseUrl?: string | undefined
}

export interface EngineBinding {
  getSnapshot(): SearchEngine | undefined
  subscribe(listener: () => void): () => void
}

/** One engine for each user of a token source: built with the first token, kept through renewals, let go at sign-out. */
export function createEngineBinding(source: TokenSource, options: EngineOptions): EngineBinding {
  let bound: { engine: SearchEngine; epoch: number } | undefined

  function update() {
    const { token, organizationId, epoch } = source.getSnapshot()
    if (bound && bound.epoch !== epoch) {
      setToken(bound.engine, placeholderToken, options)
      bound = undefined
    }
    if (!token || !organizationId) return
    if (!bound) bound = { engine: buildEngine(source, options), epoch }
    else if (bound.engine.state.configuration.accessToken !== token) setToken(bound.engine, token, options)
  }

  return {
    getSnapshot: () => bound?.engine,
    subscribe(listener) {
      const stop = source.subscribe(() => {
        update()
        listener()
      })
      update()
      return stop
    },
  }
}

function buildEngine(source: TokenSource, options: EngineOptions): SearchEngine {
  const { proxyBaseUrl, search, environment, ...rest } = options
  const { accessToken, renewAccessToken, organizationId } = engineAccess(source, () => engine)
  const engine: SearchEngine = buildSearchEngine({
    configuration: {
      organizationId,
      ...rest,
      accessToken,
      renewAccessToken,
      ...(environment && { environment }),
      search: { ...(proxyBaseUrl && { proxyBaseUrl }), ...search },
    },
    ...(environment && { middlewares: [keepEnvironment(environment)] }),
  })
  return engine
}

function setToken(engine: SearchEngine, accessToken: string, { environment }: EngineOptions) {
  setEngineToken(engine, { accessToken, ...(environment && { environment }) })
}
