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

/** Access for an engine of the user who is signed in now. It rejects once another user is. */
export function createEngineAccess({ source, isSameUser, engine }: EngineAccessOptions): Required<SearchAccess> {
  const { organizationId = '' } = source.getSnapshot() as { readonly organizationId?: string }
  const { accessToken, renewAccessToken } = createHeadlessAuth(source, {
    engineToken() {
      const built = engine()
      return built && engineConfiguration(built).accessToken
    },
  })
  return {
    organizationId,
    accessToken,
    async renewAccessToken() {
      const token = isSameUser() ? await renewAccessToken() : undefined
      if (!token || !isSameUser()) throw new Error('This engine belongs to a user who signed out.')
      return token
    },
  }
}
