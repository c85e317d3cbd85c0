import type { EndpointIssuer } from '../endpoint/token-endpoint.ts'
import type { IssueOutcome, IssueResult } from '../issuing/issued-token.ts'
import { fingerprint } from '../shared/fingerprint.ts'

export interface ContractTokens extends EndpointIssuer<string> {
  /** Where the next tokens will be said to come from. */
  outcome: IssueOutcome
  /** When set, what `issue` does instead of answering. */
  instead: ((signal: AbortSignal | undefined) => Promise<never>) | undefined
  /** What `reject` answers. */
  rejection: { outcome: string; retryAfterMs?: number }
  readonly rejected: { user: string; fingerprint: string }[]
  readonly issues: number
}

export const contractLife = { expiresInMs: 3_480_900, refreshInMs: 2_710_900 }

/** Tokens that say whose they are and cost nothing: `startAt` is the clock's reading at the start of a case. */
export function createContractTokens(startAt: number): ContractTokens {
  let issues = 0
  return {
    organizationId: 'acme',
    outcome: 'hit',
    instead: undefined,
    rejection: { outcome: 'dropped' },
    rejected: [],
    get issues() {
      return issues
    },
    async issue(user, options): Promise<IssueResult> {
      issues += 1
      if (this.instead) return this.instead(options?.signal)
      const token = contractToken(user)
      return {
        kind: 'search',
        token,
        fingerprint: fingerprint(token),
        subject: fingerprint(user),
        expiresAt: startAt + contractLife.expiresInMs,
        refreshAt: startAt + contractLife.refreshInMs,
        outcome: this.outcome,
      }
    },
    async reportRejected(user, rejectedFingerprint) {
      this.rejected.push({ user, fingerprint: rejectedFingerprint })
      return this.rejection
    },
  }
}

export function contractToken(user: string): string {
  return `token-of.${user}.signature`
}
