import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { fleetUnderTest } from '../testing/fleet-under-test.test.support.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createEntryIds } from './entry-id.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'

interface Deployment {
  organizationId?: string
  scope?: string
  searchHub?: string
}

/** The subject that one deployment gives to a user's token. */
async function subjectOf(user: string, deployment: Deployment = {}): Promise<string> {
  const { organizationId = 'acme', scope = 'first key', searchHub = 'support' } = deployment
  const clock = createFakeClock()
  const tokens = createTokenIssuer<string>({
    coveo: { ...createFakeCoveo(), organizationId, scope },
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub }),
    now: clock.now,
    timers: clock,
  })
  return (await tokens.issue(user)).subject
}

describe('IssuedToken.subject', () => {
  it('is 16 characters of base64url', async () => {
    expect(await subjectOf(alice)).toMatch(/^[\w-]{16}$/)
  })

  it('is equal for equal users and grants, whichever API key mints', async () => {
    expect(await subjectOf(alice, { scope: 'second key' })).toBe(await subjectOf(alice))
  })

  it('differs for another user, another grant and another organization', async () => {
    const subjects = [
      await subjectOf(alice),
      await subjectOf(bob),
      await subjectOf(alice, { searchHub: 'community' }),
      await subjectOf(alice, { organizationId: 'other' }),
    ]
    expect(new Set(subjects).size).toBe(4)
  })

  it('stays the same when the token is renewed, peeked at or returned as stale', async () => {
    const { tokens, clock } = issuerUnderTest()
    const first = await tokens.issue(alice)
    expect(tokens.peek(alice)?.subject).toBe(first.subject)
    await clock.advance(3_600_000)
    const second = await tokens.issue(alice)
    expect(second.token).not.toBe(first.token)
    expect(second.subject).toBe(first.subject)
  })

  it.each([{ scope: undefined }, { scope: '' }, { scope: 7 }, { organizationId: undefined }, { organizationId: '' }])(
    'is given by no client of the application that does not name itself, so that two of them share no token: %o',
    async (names) => {
      const coveo = { ...createFakeCoveo(), ...(names as object) }
      const tokens = createTokenIssuer<string>({ coveo, grant: () => searchGrant({ userIds: [emailIdentity(alice)] }) })
      await expect(tokens.issue(alice)).rejects.toMatchObject({
        code: 'configuration',
        message: '`coveo` must be a Coveo client with `organizationId` and `scope`.',
      })
      expect(coveo.mints).toHaveLength(0)
    },
  )

  it('is computed by the instance that reads a shared token', async () => {
    const { fleet, coveo } = fleetUnderTest(2)
    const minted = await fleet[0]?.issue(alice)
    const shared = await fleet[1]?.issue(alice)
    expect(shared).toMatchObject({ outcome: 'shared', subject: minted?.subject })
    expect(await fleet[1]?.issue(bob)).not.toMatchObject({ subject: minted?.subject })
    expect(coveo.mints).toHaveLength(2)
  })
})

describe('createEntryIds', () => {
  const coveo = { organizationId: 'acme', scope: 'first key' }
  const ids = (other: { scope?: string; lifetimeMs?: number; hasListener?: boolean } = {}) => {
    const { scope = coveo.scope, lifetimeMs = 3_600_000, hasListener = true } = other
    return createEntryIds({ coveo: { ...coveo, scope }, lifetimeMs, hasListener })
  }

  it('hashes scope and key for events, if there is a listener', () => {
    const { keyHash } = ids().idOf('key')
    expect(keyHash).toMatch(/^[\w-]{16}$/)
    expect(ids().idOf('key').keyHash).toBe(keyHash)
    const others = [
      ids().idOf('kez'),
      ids({ scope: 'second key' }).idOf('key'),
      ids({ lifetimeMs: 900_000 }).idOf('key'),
    ]
    for (const other of others) expect(other.keyHash).not.toBe(keyHash)
    expect(ids({ hasListener: false }).idOf('key').keyHash).toBe('')
  })

  it('has a scope of one length that differs with the client and the lifetime', () => {
    const scopes = [ids(), ids({ scope: 'second key' }), ids({ lifetimeMs: 900_000 })].map(({ scope }) => scope)
    for (const scope of scopes) expect(scope).toMatch(/^[\w-]{16}$/)
    expect(new Set(scopes).size).toBe(3)
  })
})
