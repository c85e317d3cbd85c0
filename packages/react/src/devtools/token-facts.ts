'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'

export interface TokenFact {
  readonly name: string
  readonly value: string
}

interface Claims {
  exp?: number
  searchHub?: string
  pipeline?: string
  filter?: string
  roles?: string[]
  userIds?: { name?: string }[]
  body?: {
    privileges?: { owner?: string; targetDomain?: string; type?: string }[]
    additionalConfiguration?: { search?: { userIds?: { name?: string }[] } }
  }
}

export interface TokenMoment {
  /** Milliseconds since the epoch. */
  now: number
  /** How many times the token was replaced so far. */
  renewals: number
}

/** What there is to say about a token, without the token. Claims are read, not verified. */
export function tokenFacts(snapshot: TokenSnapshot, { now, renewals }: TokenMoment): TokenFact[] {
  const { status, token, kind, organizationId, fingerprint, expiresAt, refreshAt, error } = snapshot
  const origin = snapshot.origin === 'endpoint' ? 'network' : snapshot.origin
  const claims = readClaims(token)
  const { searchHub, pipeline, filter, roles, body, exp } = claims
  const users = claims.userIds ?? body?.additionalConfiguration?.search?.userIds
  const skewMs = expiresAt && exp ? expiresAt - exp * 1000 : undefined
  const facts: Record<string, string | undefined> = {
    Status: status,
    Problem: error && `${error.code}: ${error.message} ${error.remedy ?? ''}`.trim(),
    Fingerprint: fingerprint,
    Kind: kind,
    Organization: organizationId,
    'Acts as': users?.map(({ name }) => name).join(', '),
    'May do': body?.privileges?.map(privilegeText).join(', ') ?? roles?.join(', '),
    'Search hub': searchHub,
    Pipeline: pipeline,
    Filter: filter,
    'Came from': origin && `${origin}${serverOutcome(origin)}`,
    'Ends in': expiresAt === undefined ? undefined : span(expiresAt - now),
    'Next renewal in': refreshAt === undefined ? undefined : span(refreshAt - now),
    'Browser clock': skewMs === undefined ? undefined : skewText(skewMs),
    Renewals: `${renewals}`,
  }
  return Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

/** The claims as readable JSON, or nothing when the token is not a JWT. */
export function claimsText(token: string | undefined): string {
  const claims = readClaims(token)
  return Object.keys(claims).length > 0 ? JSON.stringify(claims, null, 2) : ''
}

function readClaims(token: string | undefined): Claims {
  try {
    const payload = atob((token?.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (char) => char.charCodeAt(0))))
    return Object(claims)
  } catch {
    return {}
  }
}

function privilegeText({
  owner,
  targetDomain,
  type,
}: {
  owner?: string
  targetDomain?: string
  type?: string
}): string {
  return [owner, targetDomain, type === 'ENABLE' ? undefined : type].filter(Boolean).join(':')
}

function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const two = (value: number) => `${value}`.padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function skewText(ms: number): string {
  if (Math.abs(ms) < 5_000) return 'agrees with Coveo’s'
  return `${span(Math.abs(ms))} ${ms > 0 ? 'ahead of' : 'behind'} Coveo’s; tokens are not affected`
}

/** How the server came by its latest answer, as it says in `Server-Timing`. */
function serverOutcome(origin: string): string {
  if (origin !== 'network') return ''
  const entries = globalThis.performance?.getEntriesByType?.('resource') as PerformanceResourceTiming[] | undefined
  const timings = entries?.flatMap(({ serverTiming }) => serverTiming?.filter(({ name }) => name === 'token') ?? [])
  const outcome = timings?.at(-1)?.description
  return outcome ? ` (server: ${outcome})` : ''
}
