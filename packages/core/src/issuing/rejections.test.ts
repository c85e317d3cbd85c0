import { describe, expect, it } from 'vitest'
import { fakeToken } from '../testing/fake-coveo.ts'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'
const life = 3_600_000

/** An issuer whose only token was rejected while the next one was being minted. */
async function rejectedWhileRenewed() {
  const under = issuerUnderTest()
  const { tokens, clock, coveo } = under
  const first = await tokens.issue(alice)
  await clock.advance(first.refreshAt - clock.now())
  const held = holdMints(coveo)
  await tokens.issue(alice)
  await tokens.reportRejected(alice, first.fingerprint)
  return { ...under, first, held }
}

describe('reportRejected', () => {
  it('drops the cached token, and any number of reports cost one mint', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const { fingerprint } = await tokens.issue(alice)
    const reports = await Promise.all(Array.from({ length: 20 }, () => tokens.reportRejected(alice, fingerprint)))
    expect(reports.map(({ outcome }) => outcome)).toEqual(['dropped', ...Array(19).fill('ignored')])
    const served = await Promise.all(Array.from({ length: 20 }, () => tokens.issue(alice)))
    expect(new Set(served.map(({ token }) => token))).toEqual(new Set(['search-token-2']))
    expect(coveo.mints).toHaveLength(2)
  })

  it('ignores a report of any other token: an older one, or another user’s', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await tokens.reportRejected(alice, first.fingerprint)
    const second = await tokens.issue(alice)
    expect(await tokens.reportRejected(alice, first.fingerprint)).toEqual({ outcome: 'ignored' })
    expect(await tokens.reportRejected(bob, second.fingerprint)).toEqual({ outcome: 'ignored' })
    expect(await tokens.issue(alice)).toMatchObject({ token: second.token, outcome: 'hit' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('ignores a report without a fingerprint, also where no token is cached', async () => {
    const { tokens, coveo } = issuerUnderTest()
    for (const reported of [undefined, null, 7]) {
      expect(await tokens.reportRejected(alice, reported as never)).toEqual({ outcome: 'ignored' })
    }
    const { fingerprint } = await tokens.issue(alice)
    expect(await tokens.reportRejected(alice, undefined as never)).toEqual({ outcome: 'ignored' })
    expect(await tokens.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
    expect(coveo.mints).toHaveLength(1)
  })

  it('accepts five reports of a user a minute, then returns how long to wait', async () => {
    const { tokens, clock } = issuerUnderTest()
    for (let report = 0; report < 5; report++) {
      const { fingerprint } = await tokens.issue(alice)
      expect(await tokens.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
      await clock.advance(1_000)
    }
    const last = await tokens.issue(alice)
    expect(await tokens.reportRejected(alice, last.fingerprint)).toEqual({ outcome: 'limited', retryAfterMs: 55_000 })
    expect(await tokens.issue(alice)).toMatchObject({ token: last.token, outcome: 'hit' })
    const other = await tokens.issue(bob)
    expect(await tokens.reportRejected(bob, other.fingerprint)).toEqual({ outcome: 'dropped' })
    await clock.advance(55_000)
    expect(await tokens.reportRejected(alice, last.fingerprint)).toEqual({ outcome: 'dropped' })
  })

  it('accepts five reports in each later minute too', async () => {
    const { tokens, clock } = issuerUnderTest()
    for (let minute = 0; minute < 3; minute++) {
      const outcomes: string[] = []
      for (let report = 0; report < 7; report++) {
        const { fingerprint } = await tokens.issue(alice)
        outcomes.push((await tokens.reportRejected(alice, fingerprint)).outcome)
      }
      expect(outcomes).toEqual([...Array(5).fill('dropped'), 'limited', 'limited'])
      await clock.advance(60_000)
    }
  })

  it('never caches the rejected token again, also if a mint in flight returns it', async () => {
    const { tokens, clock, coveo, first, held } = await rejectedWhileRenewed()
    const waiting = expect(tokens.issue(alice)).rejects.toMatchObject({
      code: 'coveo-bad-response',
      retryable: true,
      message: 'Coveo minted the very token that was reported as rejected.',
    })
    held[0]?.resolve({ token: first.token, remainingMs: life, lifetimeMs: life })
    await waiting
    expect(tokens.peek(alice)).toBeUndefined()
    coveo.respondWith((mint) => fakeToken(mint))
    await clock.advance(1_000)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-3' })
  })

  it('caches the new token of a mint in flight', async () => {
    const { tokens, coveo, held } = await rejectedWhileRenewed()
    const waiting = tokens.issue(alice)
    held[0]?.resolve({ token: 'next', remainingMs: life, lifetimeMs: life })
    expect(await waiting).toMatchObject({ token: 'next', outcome: 'coalesced' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('returns the new token to a caller that had waited with the rejected one', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60_000)
    const held = holdMints(coveo)
    const waiting = tokens.issue(alice)
    await clock.advance(1_000)
    await tokens.reportRejected(alice, first.fingerprint)
    await clock.advance(1_000)
    held[0]?.resolve({ token: 'next', remainingMs: life, lifetimeMs: life })
    expect(await waiting).toMatchObject({ token: 'next', outcome: 'mint' })
  })
})

describe('invalidate', () => {
  it('drops the token of one user', async () => {
    const { tokens, coveo } = issuerUnderTest()
    await tokens.issue(alice)
    await tokens.issue(bob)
    await tokens.invalidate(alice)
    expect(tokens.peek(alice)).toBeUndefined()
    expect(tokens.peek(bob)).toBeDefined()
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(coveo.mints).toHaveLength(3)
  })

  it('returns the mint in flight to current callers only, and mints one token at a time', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const held = holdMints(coveo)
    const before = tokens.issue(alice)
    await clock.advance(0)
    await tokens.invalidate(alice)
    const after = [tokens.issue(alice), tokens.issue(alice)]
    await clock.advance(0)
    expect(held).toHaveLength(1)
    held[0]?.resolve({ token: 'old', remainingMs: life, lifetimeMs: life })
    expect(await before).toMatchObject({ token: 'old' })
    await clock.advance(0)
    expect(tokens.peek(alice)).toBeUndefined()
    held[1]?.resolve({ token: 'new', remainingMs: life, lifetimeMs: life })
    expect((await Promise.all(after)).map(({ token, outcome }) => [token, outcome])).toEqual([
      ['new', 'mint'],
      ['new', 'coalesced'],
    ])
    expect(held).toHaveLength(2)
  })
})
