'use client'

import { loadConfigurationActions, type SearchEngine } from '@coveo/headless'
import { createHeadlessAuth, type TokenSource } from '@coveo-token/core/browser'
import type { SearchAccess } from '../headless-ssr/search-access.ts'

export interface EngineAccessOptions {
  source: TokenSource
  /** Whether the engine's user is still the source's. */
  isSameUser: () => boolean
  /** The engine, once there is one. */
  engine: () => Pick<SearchEngine, 'state'> | undefined
}

/** Access for an engine of the user who is signed in now; it hands out nothing once somebody else is. */
export function engineAccess({ source, isSameUser, engine }: EngineAccessOptions): Required<SearchAccess> {
  const { organizationId = '' } = source.getSnapshot()
  const { accessToken, renewAccessToken } = createHeadlessAuth(source, {
    engineToken: () => engine()?.state.configuration.accessToken,
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

/** Gives an engine another token. */
export function setEngineToken(
  engine: SearchEngine,
  configuration: { accessToken: string; environment?: SearchEngine['state']['configuration']['environment'] },
) {
  engine.dispatch(loadConfigurationActions(engine).updateBasicConfiguration(configuration))
}
