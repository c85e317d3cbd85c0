import { describe, expect, it } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { jwtOf } from '../coveo/coveo-response.test.fixture.ts'
import { tokenError } from '../shared/error-table.ts'
import { readTokenClaims } from '../shared/token-claims.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createFakeCoveo, fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

/** Situations in which widely used token caches misbehave, each with the figure that this issuer must reach. */

const second = 1_000
const alice = 'alice@example.com'
const down = tokenError('coveo-server-error', 'Coveo is down.')

describe('createTokenIssuer, in situations that other token caches get wrong', () => {
  it('issues each of two applications with the same user a token of its own organization', async () => {
    const clock = createFakeClock()
    function application(organizationId: string) {
      async function respond(): Promise<Response> {
        return Response.json({ token: jwtOf({ exp: clock.now() / second + 3_600, organization: organizationId }) })
      }
      const coveo = createCoveoClient({
        organizationId,
        apiKey: `key-of-${organizationId}`,
        fetch: respond,
        now: clock.now,
      })
      return createTokenIssuer<string>({
        coveo,
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
        now: clock.now,
        timers: clock,
      })
    }
    const [one, other] = await Promise.all([application('acme').issue(alice), application('globex').issue(alice)])
    const organizations = [one, other].map(({ token }) => readTokenClaims(token)?.organization)
    expect(organizations).toEqual(['acme', 'globex'])
  })

  it('issues 5 tokens for 5 requests with 240 s left and Coveo down, with 2 mints at most', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 240 * second)
    coveo.respondWith(() => Promise.reject(down))
    const before = coveo.mints.length
    for (let request = 0; request < 5; request++) {
      expect(await tokens.issue(alice)).toMatchObject({ token: first.token })
      await clock.advance(300)
    }
    expect(coveo.mints.length - before).toBeLessThanOrEqual(2)
  })

  it('issues 5 stale tokens for 5 requests with 60 s left and Coveo down, with 2 mints at most', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    coveo.respondWith(() => Promise.reject(down))
    const before = coveo.mints.length
    for (let request = 0; request < 5; request++) {
      expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'stale' })
      await clock.advance(300)
    }
    expect(coveo.mints.length - before).toBeLessThanOrEqual(2)
  })

  it('mints a dozen times, not forty, with 60 s left and Coveo down for all of them', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    coveo.respondWith(() => Promise.reject(down))
    for (let passed = 0; passed < 60; passed++) {
      await tokens.issue(alice)
      await clock.advance(second)
    }
    expect(coveo.mints.length - 1).toBeLessThanOrEqual(6)
  })

  it('mints once for 5 requests if tokens live for 4 minutes', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.respondWith((mint) => fakeToken(mint, 240 * second))
    for (let request = 0; request < 5; request++) await tokens.issue(alice)
    expect(coveo.mints).toHaveLength(1)
  })

  it('mints once for 5 requests, and once for 10 simultaneous ones, if tokens live for 45 s', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.respondWith((mint) => fakeToken(mint, 45 * second))
    for (let request = 0; request < 5; request++) await tokens.issue(alice)
    expect(coveo.mints).toHaveLength(1)
    await Promise.all(Array.from({ length: 10 }, () => tokens.issue('bob@example.com')))
    expect(coveo.mints).toHaveLength(2)
  })

  it('mints once for each of two grants of one user that alternate', async () => {
    let searchHub = 'support'
    const coveo = createFakeCoveo()
    const tokens = createTokenIssuer<string>({
      coveo,
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub }),
    })
    for (let request = 0; request < 6; request++) {
      searchHub = request % 2 === 0 ? 'support' : 'sales'
      await tokens.issue(alice)
    }
    expect(coveo.mints).toHaveLength(2)
  })

  it('mints once for 10 simultaneous callers', async () => {
    const { tokens, coveo } = issuerUnderTest()
    await Promise.all(Array.from({ length: 10 }, () => tokens.issue(alice)))
    expect(coveo.mints).toHaveLength(1)
  })

  it('mints a bounded number of times for a browser that reports every token', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    for (let passed = 0; passed < 120; passed++) {
      const { fingerprint } = await tokens.issue(alice)
      await tokens.reportRejected(alice, fingerprint)
      await clock.advance(500)
    }
    expect(coveo.mints.length).toBeLessThanOrEqual(6)
  })
})
