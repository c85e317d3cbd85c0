import type { CoveoClient } from '../coveo/coveo-client.ts'

/** The part of a Coveo client that an issuer needs. */
export type MintingClient = Pick<
  CoveoClient,
  'organizationId' | 'searchBaseUrl' | 'scope' | 'createSearchToken' | 'createPlatformToken'
>
