'use client'

import { createSameUserCheck, placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import type { VariantOption } from '../variant-name.ts'
import { type AnyEngine, keepEnvironment, setEngineToken } from './any-engine.ts'
import { createEngineAccess } from './engine-access.ts'
import { sendWithTokens } from './engine-requests.ts'

/** The options of `build` without what the token decides. */
export type EngineOptions<Options extends { configuration: object }> = Omit<Options, 'configuration'> & {
  configuration: Omit<Options['configuration'], 'accessToken' | 'renewAccessToken' | 'organizationId'> & {
    /** Default: the organization that the token endpoint names. */
    organizationId?: string
    accessToken?: never
    renewAccessToken?: never
  }
} & VariantOption

export interface EngineBinding<Engine> {
  readonly getSnapshot: () => Engine | undefined
  readonly subscribe: (listener: () => void) => () => void
  /** Sets how the next engine is built. */
  readonly prepare: (build: (access: object) => Engine) => void
}

/** One engine for each user of a token source: built with the first token, kept through renewals, released at sign-out. */
export function createEngineBinding<Engine extends AnyEngine>(source: TokenSource): EngineBinding<Engine> {
  let bound: { engine: Engine; isSameUser: () => boolean } | undefined
  let build: ((access: object) => Engine) | undefined
  let listeners = 0

  function update() {
    const { token } = source.getSnapshot()
    if (bound && !bound.isSameUser()) {
      setEngineToken(bound.engine, placeholderToken)
      bound = undefined
    }
    if (!token || !build) return
    bound ??= bindEngine(source, build)
    setEngineToken(bound.engine, token)
  }

  return {
    // While there are no listeners, as in a hidden Activity, the user may change unnoticed.
    getSnapshot: () => (bound?.isSameUser() ? bound.engine : undefined),
    prepare(next) {
      build = next
    },
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
        // A component that comes back gets the engine back. Until then it holds no token.
        if (bound && listeners === 0) setEngineToken(bound.engine, placeholderToken)
      }
    },
  }
}

function bindEngine<Engine extends AnyEngine>(source: TokenSource, build: (access: object) => Engine) {
  let engine: Engine | undefined
  const isSameUser = createSameUserCheck(source)
  const access = createEngineAccess({ source, isSameUser, engine: () => engine })
  engine = build(access)
  keepEnvironment(engine)
  sendWithTokens(engine, access)
  return { engine, isSameUser }
}
