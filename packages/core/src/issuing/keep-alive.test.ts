import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const alice = 'alice@example.com'

describe('issue() with waitUntil', () => {
  it('passes on the background renewal of a due token, which resolves when the new token is there', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const works: Promise<unknown>[] = []
    const waitUntil = (work: Promise<unknown>) => works.push(work)
    const first = await tokens.issue(alice, { waitUntil })
    expect(works).toEqual([])
    await clock.advance(first.refreshAt - clock.now())
    const mints = holdMints(coveo)
    expect(await tokens.issue(alice, { waitUntil })).toMatchObject({ token: first.token, outcome: 'hit' })
    expect(works).toHaveLength(1)
    await clock.advance(0)
    mints[0]?.resolve({ token: 'second', remainingMs: 3_600_000, lifetimeMs: 3_600_000 })
    await works[0]
    expect(tokens.peek(alice)?.token).toBe('second')
  })

  it('passes on a renewal that was too slow for its caller', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const works: Promise<unknown>[] = []
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 30_000)
    const mints = holdMints(coveo)
    const issued = tokens.issue(alice, { waitUntil: (work) => works.push(work) })
    await clock.advance(1_500)
    expect(await issued).toMatchObject({ token: first.token, outcome: 'stale' })
    expect(works).toHaveLength(1)
    mints[0]?.resolve({ token: 'second', remainingMs: 3_600_000, lifetimeMs: 3_600_000 })
    await works[0]
    expect(tokens.peek(alice)?.token).toBe('second')
  })

  it('passes on a promise that resolves also if the renewal fails', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const works: Promise<unknown>[] = []
    const first = await tokens.issue(alice)
    await clock.advance(first.refreshAt - clock.now())
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await tokens.issue(alice, { waitUntil: (work) => works.push(work) })
    await expect(works[0]).resolves.toBeUndefined()
  })

  it('issues the token also if waitUntil throws', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.refreshAt - clock.now())
    coveo.respondWith((mint) => fakeToken(mint))
    const waitUntil = () => {
      throw new Error('This context has ended.')
    }
    expect(await tokens.issue(alice, { waitUntil })).toMatchObject({ outcome: 'hit' })
    await clock.advance(0)
    expect(tokens.peek(alice)?.token).not.toBe(first.token)
  })
})
