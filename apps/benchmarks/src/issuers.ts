import { type CoveoClient, createTokenIssuer, emailIdentity, searchGrant, type TokenIssuer } from '@coveo-token/core'
import type { Contender } from './contender.ts'
import { sampleToken } from './sample-token.ts'

const hourMs = 3_600_000

/** A client that resolves immediately, without a network. */
export const coveo: Pick<CoveoClient, 'organizationId' | 'scope' | 'createSearchToken' | 'createPlatformToken'> = {
  organizationId: 'acme',
  scope: '["https://platform.cloud.coveo.com","https://platform.cloud.coveo.com","acme","mPq1c0tJx2yR8a7V"]',
  createSearchToken: async ({ userIds }) => ({
    token: sampleToken(userIds[0]?.name ?? ''),
    remainingMs: hourMs,
    lifetimeMs: hourMs,
  }),
  createPlatformToken: () => Promise.reject(new Error('No platform tokens here.')),
}

/** An issuer as the README shows it. */
export function newIssuer(maxEntries: number): TokenIssuer<string> {
  return createTokenIssuer<string>({
    coveo,
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
    maxEntries,
  })
}

export function userNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user${index}@example.com`)
}

/** `issue()` and `peek()` of one issuer that holds a token for every user. */
export async function issuer(users: readonly string[]): Promise<{ issue: Contender; peek: Contender }> {
  const tokens = newIssuer(users.length)
  for (const user of users) await tokens.issue(user)
  return {
    issue: { name: 'issue()', keys: users.length, read: (user) => tokens.issue(user) },
    peek: { name: 'peek()', keys: users.length, read: (user) => tokens.peek(user) },
  }
}
