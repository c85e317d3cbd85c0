import type { Emulator } from '../server/running-emulator.ts'

/** Returns the environment variables that point an application at the emulator. */
export function environmentOf({ url, organizationId, apiKeys }: Pick<Emulator, 'url' | 'organizationId' | 'apiKeys'>) {
  return {
    COVEO_ENDPOINT: url,
    COVEO_ORGANIZATION_ID: organizationId,
    COVEO_API_KEY: apiKeys.authenticatedSearch,
  }
}
