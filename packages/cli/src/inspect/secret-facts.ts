import { redact } from '@coveo-token/core'
import { readTokenClaims } from '@coveo-token/core/browser'
import type { Privilege } from '@coveo-token/core/privileges'
import { listOf, recordOf, textOf, timeOf } from './claim.ts'
import { fingerprint } from './fingerprint.ts'

export type SecretKind = 'api-key' | 'oauth-token' | 'search-token' | 'platform-token'

/** The facts about a key or a token that it states itself. */
export interface SecretFacts {
  readonly kind: SecretKind
  readonly fingerprint: string
  readonly organizationId?: string | undefined
  /** The identities of its bearer, in order. */
  readonly identities: readonly Identity[]
  /** The restrictions by name, for example the search hub. */
  readonly restrictions: Readonly<Record<string, unknown>>
  /** Milliseconds since the epoch. */
  readonly issuedAt?: number | undefined
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined
  /** The privileges in the claims of a platform token. */
  readonly privileges?: readonly Privilege[] | undefined
}

export interface Identity {
  readonly name: string
  readonly provider?: string | undefined
  readonly type?: string | undefined
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const apiKey = new RegExp(`^xx${uuid}$`, 'i')
const oauthToken = new RegExp(`^x${uuid}$`, 'i')

/** Reads the facts; undefined for a text that is no key and no token of Coveo. */
export function readSecretFacts(secret: string): SecretFacts | undefined {
  const plain = { fingerprint: fingerprint(secret), identities: [], restrictions: {} }
  if (apiKey.test(secret)) return { kind: 'api-key', ...plain }
  if (oauthToken.test(secret)) return { kind: 'oauth-token', ...plain }
  const claims = readTokenClaims(secret)
  if (claims === undefined) return undefined
  const times = { issuedAt: timeOf(claims.iat), expiresAt: timeOf(claims.exp) }
  // Platform tokens hold everything in `body`, search tokens at the top level.
  if ('body' in claims) return { kind: 'platform-token', ...plain, ...times, ...platformFacts(recordOf(claims.body)) }
  if (!('userIds' in claims || 'organization' in claims)) return undefined
  return { kind: 'search-token', ...plain, ...times, ...searchFacts(claims) }
}

function searchFacts(claims: Readonly<Record<string, unknown>>) {
  const { organization, userIds, roles, iss, iat, exp, tokenId, v8, ...restrictions } = claims
  return { organizationId: textOf(organization), identities: identitiesOf(userIds), restrictions: masked(restrictions) }
}

function platformFacts(body: Readonly<Record<string, unknown>>) {
  const configuration = recordOf(body.additionalConfiguration)
  const event = recordOf(recordOf(configuration.analytics).event)
  return {
    organizationId: textOf(body.organizationId),
    identities: identitiesOf(recordOf(configuration.search).userIds),
    restrictions: masked(event),
    privileges: privilegesOf(body.privileges),
  }
}

/** Masked while each value still has its name: some, such as `superUserToken`, are secret by their name alone. */
function masked(restrictions: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return recordOf(redact(restrictions))
}

function identitiesOf(claim: unknown): Identity[] {
  return listOf(claim).flatMap((entry) => {
    const { name, provider, type } = recordOf(entry)
    const text = textOf(name)
    return text === undefined ? [] : [{ name: text, provider: textOf(provider), type: textOf(type) }]
  })
}

/** The privileges by the parts that are text, as all of them are. */
function privilegesOf(claim: unknown): Privilege[] {
  return listOf(claim).flatMap((entry) => {
    const parts = Object.entries(recordOf(entry)).filter(([, part]) => textOf(part) !== undefined)
    const { owner, targetDomain, ...others } = Object.fromEntries(parts) as Record<string, string>
    return owner === undefined || targetDomain === undefined ? [] : [{ owner, targetDomain, ...others }]
  })
}
