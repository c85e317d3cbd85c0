import { describe, expect, it } from 'vitest'
import { type CachedToken, cachedToken } from './cached-token.ts'
import { createEntries } from './entries.ts'
import { createTokenAcceptance } from './token-acceptance.ts'

const id = { key: 'key', keyHash: 'hash', subject: 'subject' }
const [now, life] = [1_000_000, 3_600_000]

function tokenOf(token: string, remainingMs = life): CachedToken {
  const arrival = { token, remainingMs, lifetimeMs: life, mostMs: 3_000_000, arrivedAt: now }
  return cachedToken({ ...id, kind: 'search' }, arrival)
}

/** Whether an offered token is accepted, with this one in the cache. */
function accepts(offered: CachedToken, options: { cached?: CachedToken; minRemainingMs?: number } = {}) {
  const entries = createEntries({ maxEntries: 10, idOf: () => id, emit: undefined })
  entries.update(id, (entry) => {
    entry.token = options.cached
  })
  const order = { id, grant: {} as never, background: false, minRemainingMs: options.minRemainingMs ?? 0 }
  return createTokenAcceptance({ entries, now: () => now }).accepts(offered, order)
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
})
