import { describe, expect, it } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { tokenError } from '../shared/error-table.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createFakeCoveo, fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

/** Situations in which token caches in wide use were seen to misbehave; each at the figure that we hold ourselves to. */

const second = 1_000
const alice = 'alice@example.com'
const down = tokenError('coveo-server-error', 'Coveo is down.')

describe('situations that other token caches get wrong', () => {
  it('two applications with the same user, asked at once: each gets a token of its own organization', async () => {
    const clock = createFakeClock()
    function application(organizationId: string) {
      async function answer(): Promise<Response> {
        return Response.json({ token: `token-of-${organizationId}` })
      }
      const coveo = createCoveoClient({
        organizationId,
        apiKey: `key-of-${organizationId}`,
        fetch: answer,
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
    expect([one.token, other.token]).toEqual(['token-of-acme', 'token-of-globex'])
  })

  it('240 s left and Coveo down, asked 5 times: 5 served, at most 2 calls', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 240 * second)
    coveo.answerWith(() => Promise.reject(down))
    const before = coveo.mints.length
    for (let asked = 0; asked < 5; asked++) {
      expect(await tokens.issue(alice)).toMatchObject({ token: first.token })
      await clock.advance(300)
    }
    expect(coveo.mints.length - before).toBeLessThanOrEqual(2)
  })

  it('60 s left and Coveo down, asked 5 times: 5 served and flagged, at most 2 calls', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    coveo.answerWith(() => Promise.reject(down))
    const before = coveo.mints.length
    for (let asked = 0; asked < 5; asked++) {
      expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'stale' })
      await clock.advance(300)
    }
    expect(coveo.mints.length - before).toBeLessThanOrEqual(2)
  })

  it('60 s left and Coveo down for all of them: a dozen calls, not forty', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    coveo.answerWith(() => Promise.reject(down))
    for (let passed = 0; passed < 60; passed++) {
      await tokens.issue(alice)
      await clock.advance(second)
    }
    expect(coveo.mints.length - 1).toBeLessThanOrEqual(6)
  })

  it('tokens of 4 minutes, asked 5 times: 1 call', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.answerWith((mint) => fakeToken(mint, 240 * second))
    for (let asked = 0; asked < 5; asked++) await tokens.issue(alice)
    expect(coveo.mints).toHaveLength(1)
  })

  it('tokens of 45 s, asked 5 times: 1 call; and 10 times at once: 1 call', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.answerWith((mint) => fakeToken(mint, 45 * second))
    for (let asked = 0; asked < 5; asked++) await tokens.issue(alice)
    expect(coveo.mints).toHaveLength(1)
    await Promise.all(Array.from({ length: 10 }, () => tokens.issue('bob@example.com')))
    expect(coveo.mints).toHaveLength(2)
  })

  it('two grants of one user, asked in turns: 1 call each', async () => {
    let searchHub = 'support'
    const coveo = createFakeCoveo()
    const tokens = createTokenIssuer<string>({
      coveo,
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub }),
    })
    for (let asked = 0; asked < 6; asked++) {
      searchHub = asked % 2 === 0 ? 'support' : 'sales'
      await tokens.issue(alice)
    }
    expect(coveo.mints).toHaveLength(2)
  })

  it('10 who ask at once without a token: 1 call', async () => {
    const { tokens, coveo } = issuerUnderTest()
    await Promise.all(Array.from({ length: 10 }, () => tokens.issue(alice)))
    expect(coveo.mints).toHaveLength(1)
  })

  it('a browser that is refused for ever and reports every token: a bounded number of calls', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    for (let passed = 0; passed < 120; passed++) {
      const { fingerprint } = await tokens.issue(alice)
      await tokens.reportRejected(alice, fingerprint)
      await clock.advance(500)
    }
    expect(coveo.mints.length).toBeLessThanOrEqual(6)
  })
})
