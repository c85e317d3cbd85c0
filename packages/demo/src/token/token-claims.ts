import { readTokenClaims } from '@coveo-token/core/browser'

/** A security identity that the token acts as. */
export interface ClaimedIdentity {
  name: string
  provider: string
}

/** A privilege of a platform token. `type` is absent where Coveo names none. */
export interface ClaimedPrivilege {
  owner: string
  targetDomain: string
  type?: string
}

/** The claims of a token, unverified: for display only. */
export interface TokenClaims {
  identities: ClaimedIdentity[]
  /** Privileges of a platform token. */
  privileges: ClaimedPrivilege[]
  /** Filled for a search token. */
  roles: string[]
  groups: string[]
  searchHub: string | undefined
  pipeline: string | undefined
  filter: string | undefined
  /** Lifetime from issue to expiry, in milliseconds. */
  lifetimeMs: number | undefined
}

type Claims = Readonly<Record<string, unknown>>

/**
 * Reads the claims of a search token or a platform token; undefined for anything that is no JWT. A search token has its
 * identities at the top level, a platform token under `body`.
 *
 * @see https://docs.coveo.com/en/n3ge0020
 */
export function describeTokenClaims(token: string): TokenClaims | undefined {
  const payload = readTokenClaims(token)
  if (payload === undefined) return undefined
  const body = object(payload.body)
  const search = object(object(body.additionalConfiguration).search)
  return {
    identities: [...list(payload.userIds), ...list(search.userIds)].flatMap((entry) => {
      const { name, provider } = object(entry)
      return typeof name === 'string' ? [{ name, provider: text(provider) ?? '' }] : []
    }),
    privileges: list(body.privileges).flatMap((entry) => {
      const { owner, targetDomain, type } = object(entry)
      if (typeof owner !== 'string' || typeof targetDomain !== 'string') return []
      return [{ owner, targetDomain, ...(typeof type === 'string' ? { type } : {}) }]
    }),
    roles: list(payload.roles).filter((role) => typeof role === 'string'),
    groups: list(payload.userGroups).filter((group) => typeof group === 'string'),
    searchHub: text(payload.searchHub),
    pipeline: text(payload.pipeline),
    filter: text(payload.filter),
    lifetimeMs:
      seconds(payload.exp) && seconds(payload.iat) ? (Number(payload.exp) - Number(payload.iat)) * 1000 : undefined,
  }
}

function object(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? (value as Claims) : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function seconds(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}
