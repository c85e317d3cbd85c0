'use client'

import {
  buildSearchEngine,
  loadConfigurationActions,
  type SearchEngine,
  type SearchEngineOptions,
} from '@coveo/headless'
import { headlessAuth, type TokenSource } from '@coveo-token/core/browser'
import { keepEnvironment } from './keep-environment.ts'

type Configuration = SearchEngineOptions['configuration']

/** A Headless configuration without what the token decides. */
export interface EngineOptions extends Omit<Configuration, 'accessToken' | 'renewAccessToken' | 'organizationId'> {
  /** Default: the organization that the token endpoint names. */
  organizationId?: string | undefined
  /** Where Headless sends search requests, such as a local emulator or your own proxy: an absolute URL ending in `/rest/search/v2`. */
  proxyBaseUrl?: string | undefined
}

export interface EngineBinding {
  getSnapshot(): SearchEngine | undefined
  subscribe(listener: () => void): () => void
}

/** One engine for each user of a token source: built with the first token, kept through renewals, let go at sign-out. */
export function createEngineBinding(source: TokenSource, options: EngineOptions): EngineBinding {
  let engine: SearchEngine | undefined
  let epoch: number | undefined
  let token: string | undefined

  function update() {
    const snapshot = source.getSnapshot()
    if (engine && snapshot.epoch !== epoch) engine = undefined
    if (!snapshot.token || !snapshot.organizationId) return
    if (!engine) {
      engine = build(source, options, snapshot.organizationId)
      epoch = snapshot.epoch
    } else if (snapshot.token !== token) {
      const { updateBasicConfiguration } = loadConfigurationActions(engine)
      const { environment } = options
      engine.dispatch(updateBasicConfiguration({ accessToken: snapshot.token, ...(environment && { environment }) }))
    }
    token = snapshot.token
  }

  return {
    getSnapshot: () => engine,
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

function build(source: TokenSource, options: EngineOptions, organizationId: string): SearchEngine {
  const { proxyBaseUrl, search, environment, organizationId: fixed = organizationId, ...rest } = options
  return buildSearchEngine({
    configuration: {
      ...rest,
      ...headlessAuth(source),
      organizationId: fixed,
      ...(environment && { environment }),
      search: { ...(proxyBaseUrl && { proxyBaseUrl }), ...search },
    },
    ...(environment && { middlewares: [keepEnvironment(environment)] }),
  })
}
