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
  /** The token for the next request. Waits for the endpoint where the user of the page may have changed. */
  readonly currentToken: () => Promise<string>
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

  async function ofSameUser(obtain: () => Promise<string>): Promise<string> {
    const token = isSameUser() ? await obtain() : undefined
    if (!token || !isSameUser()) throw new Error('This engine belongs to a user who signed out.')
    return token
  }

  return {
    organizationId,
    accessToken: auth.accessToken,
    currentToken: () => ofSameUser(() => source.getToken({ minRemainingMs: 0 })),
    renewAccessToken: (rejected) => ofSameUser(() => auth.renewAccessToken(rejected)),
  }
}
