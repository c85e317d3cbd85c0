'use client'

import { createHeadlessAuth, type TokenSource } from '@coveo-token/core/browser'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { type AnyEngine, engineConfiguration } from './any-engine.ts'

export interface EngineAccessOptions {
  readonly source: TokenSource
  /** Whether the engine's user is still that of the source. */
  readonly isSameUser: () => boolean
  /** The engine, once there is one. */
  readonly engine: () => AnyEngine | undefined
}

export interface EngineAccess extends SearchAccess {
  readonly renewAccessToken: (rejected?: string) => Promise<string>
}

/** Access for an engine of the user who is signed in now. It rejects once another user is. */
export function createEngineAccess({ source, isSameUser, engine }: EngineAccessOptions): EngineAccess {
  const { organizationId = '' } = source.getSnapshot()
  const auth = createHeadlessAuth(source, {
    engineToken() {
      const built = engine()
      return built && engineConfiguration(built).accessToken
    },
  })
  return {
    organizationId,
    accessToken: auth.accessToken,
    async renewAccessToken(rejected) {
      const token = isSameUser() ? await auth.renewAccessToken(rejected) : undefined
      if (!token || !isSameUser()) throw new Error('This engine belongs to a user who signed out.')
      return token
    },
  }
}
