'use client'

import { buildSearchEngine, type SearchEngine, type SearchEngineOptions } from '@coveo/headless'
import { placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { sameUser } from '../same-user.ts'
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
  let bound: { engine: SearchEngine; isSameUser: () => boolean } | undefined
  let listeners = 0

  function update() {
    const { token, organizationId } = source.getSnapshot()
    if (bound && !bound.isSameUser()) {
      setToken(bound.engine, placeholderToken, options)
      bound = undefined
    }
    if (!token || !organizationId) return
    if (!bound) bound = bindEngine(source, options)
    else if (bound.engine.state.configuration.accessToken !== token) setToken(bound.engine, token, options)
  }

  return {
    getSnapshot: () => bound?.engine,
    subscribe(listener) {
      const stop = source.subscribe(() => {
        update()
        listener()
      })
      listeners++
      update()
      return () => {
        stop()
        listeners--
        // Whoever comes back gets it back; an engine that is left behind keeps nobody's token.
        if (bound && listeners === 0) setToken(bound.engine, placeholderToken, options)
      }
    },
  }
}

function bindEngine(source: TokenSource, options: EngineOptions) {
  const { proxyBaseUrl, search, environment, ...rest } = options
  const isSameUser = sameUser(source)
  const access = engineAccess({ source, isSameUser, engine: () => engine })
  const { accessToken, renewAccessToken, organizationId } = access
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
  return { engine, isSameUser }
}

function setToken(engine: SearchEngine, accessToken: string, { environment }: EngineOptions) {
  setEngineToken(engine, { accessToken, ...(environment && { environment }) })
}
