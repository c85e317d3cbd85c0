import { tokenError } from '../shared/error-table.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import { isText } from '../shared/is-text.ts'
import type { MintingClient } from './minting-client.ts'

/** The names of one grant. */
export interface EntryId {
  /** The cache key: the whole grant. The memory of one issuer needs no more. */
  readonly key: string
  /** Hash of the scope and the key, for events; empty without a listener. */
  readonly keyHash: string
  /** Hash of the organization and the key: equal exactly if user and grant are equal, whichever API key mints. */
  readonly subject: string
}

export interface EntryIds {
  /** Names everything besides the grant that shapes a token. */
  readonly scope: string
  readonly idOf: (key: string) => EntryId
}

export interface EntryIdsOptions {
  readonly coveo: Pick<MintingClient, 'organizationId' | 'scope'>
  readonly lifetimeMs: number
  readonly hasListener: boolean
}

export function createEntryIds({ coveo, lifetimeMs, hasListener }: EntryIdsOptions): EntryIds {
  // Without them, clients of two organizations would share their tokens.
  if (![coveo.organizationId, coveo.scope].every(isText))
    throw tokenError('configuration', '`coveo` must be a Coveo client with `organizationId` and `scope`.')
  // A grant without a lifetime of its own receives the issuer's.
  const scope = fingerprint(`${lifetimeMs}:${coveo.scope}`)
  const organization = `${coveo.organizationId.length}:${coveo.organizationId}`

  return {
    scope,
    idOf(key) {
      const keyHash = hasListener ? fingerprint(scope + key) : ''
      return { key, keyHash, subject: fingerprint(organization + key) }
    },
  }
}
