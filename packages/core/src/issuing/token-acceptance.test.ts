import { describe, expect, it } from 'vitest'
import { type CachedToken, cachedToken, minLifetimeMs } from './cached-token.ts'
import { createEntries } from './entries.ts'
import { createTokenAcceptance } from './token-acceptance.ts'

const id = { key: 'key', keyHash: 'hash', subject: 'subject' }
const [now, life] = [1_000_000, 3_600_000]

function tokenOf(token: string, remainingMs = life): CachedToken {
  const arrival = { token, remainingMs, lifetimeMs: life, mostMs: 3_000_000, arrivedAt: now }
  return cachedToken({ ...id, kind: 'search' }, arrival)
}

interface Known {
  at?: number
  cached?: CachedToken
  rejected?: CachedToken
  minRemainingMs?: number
}

function acceptanceWith({ at = now, cached, rejected }: Known) {
  const entries = createEntries({ maxEntries: 10, idOf: () => id, emit: undefined })
  entries.update(id, (entry) => {
    entry.token = cached
    if (rejected) entry.rejections = [{ fingerprint: rejected.hit.fingerprint, at: now }]
  })
  return createTokenAcceptance({ entries, now: () => at })
}

/** Whether an offered token is accepted, with these tokens in the cache and reported as rejected. */
function accepts(offered: CachedToken, known: Known = {}) {
  const order = { id, grant: {} as never, background: false, minRemainingMs: known.minRemainingMs ?? 0 }
  return acceptanceWith(known).accepts(offered, order)
}

describe('createTokenAcceptance', () => {
  it('accepts the token of another instance that is not short', () => {
    const { shortMs } = tokenOf('a')
    expect(accepts(tokenOf('a', shortMs + 1))).toBe(true)
    expect(accepts(tokenOf('a', shortMs))).toBe(false)
  })

  it('accepts one with the lifetime that the caller needs, as far as tokens last that long', () => {
    expect(accepts(tokenOf('a', 1_800_000), { minRemainingMs: 1_800_000 })).toBe(true)
    expect(accepts(tokenOf('a', 1_800_000), { minRemainingMs: 1_800_001 })).toBe(false)
    expect(accepts(tokenOf('a', 3_000_000), { minRemainingMs: life })).toBe(true)
  })

  it('accepts another token that expires later than the cached one', () => {
    const cached = tokenOf('a', 1_800_000)
    expect(accepts(tokenOf('b', 1_800_001), { cached })).toBe(true)
    expect(accepts(tokenOf('b', 1_800_000), { cached })).toBe(false)
    expect(accepts(tokenOf('b', 1_700_000), { cached })).toBe(false)
    expect(accepts(tokenOf('a', 1_800_001), { cached })).toBe(false)
  })

  it('accepts no token that was reported as rejected, and any other', () => {
    expect(accepts(tokenOf('a'), { rejected: tokenOf('a') })).toBe(false)
    expect(accepts(tokenOf('b'), { rejected: tokenOf('a') })).toBe(true)
  })

  it('finds no token usable that was reported as rejected', () => {
    const { assertUsable } = acceptanceWith({ rejected: tokenOf('a') })
    expect(() => assertUsable(id.key, tokenOf('a'))).toThrow(
      expect.objectContaining({
        code: 'coveo-bad-response',
        message: 'Coveo minted the very token that was reported as rejected.',
      }),
    )
    expect(() => assertUsable(id.key, tokenOf('b'))).not.toThrow()
    expect(() => assertUsable('another key', tokenOf('a'))).not.toThrow()
  })

  it('finds no token usable that expires at once', () => {
    const token = tokenOf('a')
    const atTheEnd = (leftMs: number) => acceptanceWith({ at: now + life - leftMs }).assertUsable
    expect(() => atTheEnd(minLifetimeMs - 1)(id.key, token)).toThrow(
      expect.objectContaining({ code: 'coveo-bad-response' }),
    )
    expect(() => atTheEnd(minLifetimeMs)(id.key, token)).not.toThrow()
  })

  it('accepts a token for a key without an entry', () => {
    const entries = createEntries({ maxEntries: 10, idOf: () => id, emit: undefined })
    const order = { id, grant: {} as never, background: false, minRemainingMs: 0 }
    expect(createTokenAcceptance({ entries, now: () => now }).accepts(tokenOf('a'), order)).toBe(true)
  })
})
