import { describe, expect, it } from 'vitest'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import type { Grant } from './grant.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'
const life = 3_600_000

describe('signal', () => {
  it('is read only if the caller has to wait: it may be created on demand', async () => {
    const { tokens, clock } = issuerUnderTest()
    let made = 0
    const options = {
      get signal() {
        made++
        return new AbortController().signal
      },
    }
    await tokens.issue(alice, options)
    const before = made
    expect(before).toBeGreaterThan(0)
    const { refreshAt } = await tokens.issue(alice, options)
    await clock.advance(refreshAt - clock.now())
    await tokens.issue(alice, options)
    expect(made).toBe(before)
  })

  it('ends the wait of one caller and never the mint of the others', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const held = holdMints(coveo)
    const leaving = new AbortController()
    const first = tokens.issue(alice, { signal: leaving.signal })
    const second = tokens.issue(alice)
    leaving.abort(new Error('gone'))
    await expect(first).rejects.toMatchObject({ code: 'aborted', cause: new Error('gone') })
    await clock.advance(0)
    expect(coveo.mints[0]?.signal?.aborted).toBe(false)
    held[0]?.resolve({ token: 'kept', remainingMs: life, lifetimeMs: life })
    expect(await second).toMatchObject({ token: 'kept' })
    expect(coveo.mints).toHaveLength(1)
  })

  it('does not keep a token from the cache whose callers have all left', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const held = holdMints(coveo)
    const leaving = new AbortController()
    const only = tokens.issue(alice, { signal: leaving.signal })
    leaving.abort()
    await expect(only).rejects.toMatchObject({ code: 'aborted' })
    await clock.advance(0)
    held[0]?.resolve({ token: 'kept', remainingMs: life, lifetimeMs: life })
    await clock.advance(0)
    expect(tokens.peek(alice)).toMatchObject({ token: 'kept' })
  })

  it('mints nothing if it has aborted already', async () => {
    const { tokens, coveo } = issuerUnderTest()
    await expect(tokens.issue(alice, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    expect(coveo.mints).toHaveLength(0)
  })

  it('also ends the wait for an asynchronous grant', async () => {
    const { tokens } = issuerUnderTest({ grant: () => new Promise<Grant>(() => undefined) })
    const leaving = new AbortController()
    const waiting = tokens.issue(alice, { signal: leaving.signal })
    leaving.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
  })
})

describe('close', () => {
  it('aborts mints in flight and rejects every later call', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    await tokens.issue(bob)
    holdMints(coveo)
    const waiting = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await clock.advance(0)
    await tokens.close()
    await waiting
    expect(coveo.mints[1]?.signal?.aborted).toBe(true)
    expect(clock.pending).toBe(0)
    expect(tokens.peek(bob)).toBeUndefined()
    await expect(tokens.issue(bob)).rejects.toMatchObject({ code: 'closed' })
    await expect(tokens.reportRejected(bob, 'x')).rejects.toMatchObject({ code: 'closed' })
    await expect(tokens.invalidate(bob)).rejects.toMatchObject({ code: 'closed' })
    await tokens.close()
    expect(coveo.mints).toHaveLength(2)
  })

  it('reports the mints that it ends as closed, and leaves those that have ended alone', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    await tokens.issue(alice)
    coveo.respondWith(() => new Promise(() => {}))
    const ended = expect(tokens.issue('bob@example.com')).rejects.toMatchObject({ code: 'closed' })
    await clock.advance(0)
    await tokens.close()
    await ended
    const outcomes = events.flatMap((event) => (event.type === 'mint-ended' ? [event.outcome] : []))
    expect(outcomes).toEqual(['minted', 'closed'])
    expect(coveo.mints.map(({ signal }) => signal?.aborted)).toEqual([false, true])
  })

  it('holds for a mint that was requested but has not begun', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const waiting = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await tokens.close()
    await waiting
    expect(coveo.mints).toHaveLength(0)
  })

  it('caches no token, however near its arrival', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const { tokens, clock, coveo } = issuerUnderTest()
      const held = holdMints(coveo)
      const waiting = tokens.issue(alice).catch(() => undefined)
      await clock.advance(0)
      held[0]?.resolve({ token: 'late', remainingMs: life, lifetimeMs: life })
      for (let turn = 0; turn < turns; turn++) await undefined
      await tokens.close()
      await waiting
      await clock.advance(0)
      expect(tokens.peek(alice)).toBeUndefined()
    }
  })
})
