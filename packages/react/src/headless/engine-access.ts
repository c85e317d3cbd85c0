'use client'

import { loadConfigurationActions, type SearchEngine } from '@coveo/headless'
import { headlessAuth, type TokenSource } from '@coveo-token/core/browser'
import type { SearchAccess } from '../headless-ssr/search-access.ts'

/** Access for an engine of the user who is signed in now; it renews nothing once somebody else is. */
export function engineAccess(
  source: TokenSource,
  engine: () => Pick<SearchEngine, 'state'> | undefined,
): Required<SearchAccess> {
  const { epoch, organizationId = '' } = source.getSnapshot()
  const { accessToken, renewAccessToken } = headlessAuth(source, {
    engineToken: () => engine()?.state.configuration.accessToken,
  })
  return {
    organizationId,
    accessToken,
    async renewAccessToken() {
      if (source.getSnapshot().epoch !== epoch) throw new Error('This engine belongs to a user who signed out.')
      return renewAccessToken()
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
