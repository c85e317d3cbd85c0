import type { EndpointIssuer } from '../endpoint/endpoint-options.ts'
import type { IssueOutcome, IssueResult } from '../issuing/issued-token.ts'
import { fingerprint } from '../shared/fingerprint.ts'

export interface ContractTokens extends EndpointIssuer<string> {
  readonly variants: readonly string[]
  /** Whether `null` gets the token of a guest. */
  allowsGuests: boolean
  /** The outcome of the next tokens. */
  outcome: IssueOutcome
  /** Replaces `issue` when it is set. */
  instead: ((signal: AbortSignal | undefined) => Promise<never>) | undefined
  /** The result of `reportRejected`. */
  rejection: { outcome: string; retryAfterMs?: number }
  readonly rejected: { user: string; fingerprint: string; variant?: string }[]
  readonly issues: number
}

export const contractLifetime = { expiresInMs: 3_480_900, refreshInMs: 2_710_900 }

/** Creates an issuer whose tokens contain the user's name. They expire by `now`, counted from its value at creation. */
export function createContractTokens(now: () => number): ContractTokens {
  const startAt = now()
  let issues = 0
  return {
    now,
    organizationId: 'acme',
    outcome: 'hit',
    instead: undefined,
    variants: ['support', 'community'],
    allowsGuests: false,
    rejection: { outcome: 'dropped' },
    rejected: [],
    get issues() {
      return issues
    },
    async issue(user, options): Promise<IssueResult> {
      issues += 1
      if (this.instead) return this.instead(options?.signal)
      const token = contractToken(user ?? 'guest', options?.variant)
      return {
        kind: 'search',
        token,
        fingerprint: fingerprint(token),
        subject: fingerprint(user ?? 'guest'),
        expiresAt: startAt + contractLifetime.expiresInMs,
        refreshAt: startAt + contractLifetime.refreshInMs,
        outcome: this.outcome,
        ...(user === null && { guest: true }),
      }
    },
    async reportRejected(user, rejectedFingerprint, { variant } = {}) {
      const named = variant === undefined ? {} : { variant }
      this.rejected.push({ user: user ?? 'guest', fingerprint: rejectedFingerprint, ...named })
      return this.rejection
    },
  }
}

export function contractToken(user: string, variant?: string): string {
  return `token-of.${user}.${variant ?? 'signature'}`
}
