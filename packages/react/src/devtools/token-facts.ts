'use client'

import { readTokenClaims, type TokenSnapshot } from '@coveo-token/core/browser'

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
    privileges?: ClaimedPrivilege[]
    additionalConfiguration?: { search?: { userIds?: { name?: string }[] } }
  }
}

export interface TokenMoment {
  /** Milliseconds since the epoch; undefined on the server and while hydrating. */
  readonly now: number | undefined
  /** How many times the token was replaced so far. */
  readonly renewals: number
}

/** The facts about a token, without the token. Claims are read, not verified. */
export function tokenFacts(snapshot: TokenSnapshot, { now, renewals }: TokenMoment): TokenFact[] {
  const { status, error } = snapshot
  const problem = error && `${error.code}: ${error.message} ${error.remedy ?? ''}`.trim()
  const facts: Record<string, string | undefined> = {
    Status: status,
    Problem: problem,
    ...(snapshot.status === 'ready' && { ...claimFacts(snapshot), ...timeFacts(snapshot, now) }),
    Renewals: `${renewals}`,
  }
  return Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

type ReadySnapshot = Extract<TokenSnapshot, { readonly status: 'ready' }>

function claimFacts({ token, kind, organizationId, fingerprint, origin }: ReadySnapshot) {
  const { searchHub, pipeline, filter, roles, userIds, body } = readClaims(token)
  const users = userIds ?? body?.additionalConfiguration?.search?.userIds
  return {
    Fingerprint: fingerprint,
    Kind: kind,
    Organization: organizationId,
    'Acts as': users?.map(({ name }) => name).join(', '),
    'May do': body?.privileges?.map(privilegeText).join(', ') ?? roles?.join(', '),
    'Search hub': searchHub,
    Pipeline: pipeline,
    Filter: filter,
    'Came from': `${origin}${origin === 'endpoint' ? serverOutcome() : ''}`,
  }
}

function timeFacts({ token, expiresAt, refreshAt, retryAt = refreshAt }: ReadySnapshot, now: number | undefined) {
  if (now === undefined || expiresAt === undefined || retryAt === undefined) return {}
  const { exp } = readClaims(token)
  return {
    'Ends in': span(expiresAt - now),
    'Next renewal in': span(retryAt - now),
    'Browser clock': exp === undefined ? undefined : skewText(expiresAt - exp * 1000),
  }
}

/** The claims as readable JSON; empty if the token is not a JWT. */
export function claimsText(token: string | undefined): string {
  const claims = token && readTokenClaims(token)
  return claims ? JSON.stringify(claims, null, 2) : ''
}

function readClaims(token: string): Claims {
  return readTokenClaims(token) ?? {}
}

interface ClaimedPrivilege {
  readonly owner?: string
  readonly targetDomain?: string
  readonly type?: string
}

function privilegeText({ owner, targetDomain, type }: ClaimedPrivilege): string {
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

/** How the server got the latest token, as its `Server-Timing` header says. */
function serverOutcome(): string {
  const entries = globalThis.performance?.getEntriesByType?.('resource') as PerformanceResourceTiming[] | undefined
  const timings = entries?.flatMap(({ serverTiming }) => serverTiming?.filter(({ name }) => name === 'token') ?? [])
  const outcome = timings?.at(-1)?.description
  return outcome ? ` (server: ${outcome})` : ''
}
