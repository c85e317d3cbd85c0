import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTokenSource } from './token-source.ts'

const answer = {
  token: 'aa.bb.cc',
  kind: 'search',
  organizationId: 'acme',
  expiresIn: 3480,
  refreshIn: 2710,
  fingerprint: 'f1',
} as const

describe('createTokenSource', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  it('asks the endpoint once, however many ask for the token', async () => {
    const fetch = vi.fn(async () => Response.json(answer))
    const source = createTokenSource({ endpoint: '/api/coveo-token', fetch })
    expect(await Promise.all([source.getToken(), source.getToken()])).toEqual(['aa.bb.cc', 'aa.bb.cc'])
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', origin: 'network' })
  })
  it('renews at refreshIn while someone listens', async () => {
    let n = 0
    const fetch = vi.fn(async () => Response.json({ ...answer, token: `aa.bb.c${++n}`, fingerprint: `f${n}` }))
    const source = createTokenSource({ endpoint: '/api/coveo-token', fetch })
    const stop = source.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(2_700_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot()).toMatchObject({ token: 'aa.bb.c2', renewals: 1 })
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
