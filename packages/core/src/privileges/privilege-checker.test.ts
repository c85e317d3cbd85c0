import { describe, expect, it, vi } from 'vitest'
import { type CallOptions, createCoveoClient } from '../coveo/coveo-client.ts'
import { type Privilege, parsePrivilege } from '../coveo/privilege.ts'
import { tokenError } from '../shared/error-table.ts'
import { createPrivilegeChecker } from './privilege-checker.ts'

const query = parsePrivilege('SEARCH_API:EXECUTE_QUERY')
const start = 1_800_000_000_000

function checkerOf(respond: (token: string) => Promise<Privilege[]>, maxEntries?: number) {
  const clock = { time: start }
  const getTokenPrivileges = vi.fn((token: string, _options?: CallOptions) => respond(token))
  const checker = createPrivilegeChecker({ coveo: { getTokenPrivileges }, now: () => clock.time, maxEntries })
  return { checker, clock, getTokenPrivileges }
}

function jwt(expSeconds: number): string {
  return `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify({ exp: expSeconds })).replaceAll('=', '')}.c2ln`
}

describe('createPrivilegeChecker', () => {
  it('calls Coveo once a minute per token', async () => {
    const { checker, clock, getTokenPrivileges } = checkerOf(async () => [query])
    expect(await checker.privilegesOf('token-1')).toEqual([query])
    clock.time += 59_999
    await checker.privilegesOf('token-1')
    expect(getTokenPrivileges).toHaveBeenCalledTimes(1)
    clock.time += 1
    await checker.privilegesOf('token-1')
    await checker.privilegesOf('token-2')
    expect(getTokenPrivileges).toHaveBeenCalledTimes(3)
  })

  it('caches a rejection for ten seconds', async () => {
    const { checker, clock, getTokenPrivileges } = checkerOf(async () => {
      throw tokenError('coveo-refused', 'Coveo refused the call with status 401.', { status: 401 })
    })
    await expect(checker.privilegesOf('t')).rejects.toMatchObject({ code: 'coveo-refused' })
    clock.time += 9_999
    await expect(checker.privilegesOf('t')).rejects.toMatchObject({ code: 'coveo-refused' })
    expect(getTokenPrivileges).toHaveBeenCalledTimes(1)
    clock.time += 1
    await expect(checker.privilegesOf('t')).rejects.toMatchObject({ code: 'coveo-refused' })
    expect(getTokenPrivileges).toHaveBeenCalledTimes(2)
  })

  it('looks up an invalid token once in ten seconds', async () => {
    const { checker, clock, getTokenPrivileges } = checkerOf(async () => {
      throw tokenError('coveo-refused', 'Coveo refused the call with status 400.', { status: 400 })
    })
    for (const elapsedMs of [0, 9_999, 1]) {
      clock.time += elapsedMs
      await expect(checker.privilegesOf('t')).rejects.toMatchObject({ code: 'coveo-refused', status: 400 })
    }
    expect(getTokenPrivileges).toHaveBeenCalledTimes(2)
  })

  it('does not cache an error that is not of the kit', async () => {
    const { checker, getTokenPrivileges } = checkerOf(async () => [query])
    getTokenPrivileges.mockRejectedValueOnce(new Error('fault'))
    await expect(checker.privilegesOf('t')).rejects.toThrow('fault')
    expect(await checker.privilegesOf('t')).toEqual([query])
  })

  it('looks up each time with a cache of no lifetime', async () => {
    const getTokenPrivileges = vi.fn(async () => [query])
    const checker = createPrivilegeChecker({ coveo: { getTokenPrivileges }, cacheMs: 0, negativeCacheMs: 0 })
    await checker.privilegesOf('t')
    await checker.privilegesOf('t')
    expect(getTokenPrivileges).toHaveBeenCalledTimes(2)
  })

  it('cools down after a 429 without `Retry-After`, by the clock and the randomness of the platform', async () => {
    const limited = tokenError('coveo-rate-limited', 'Coveo limited the rate of calls.')
    const getTokenPrivileges = vi.fn(() => Promise.reject(limited))
    const checker = createPrivilegeChecker({ coveo: { getTokenPrivileges } })
    vi.spyOn(Date, 'now').mockReturnValue(start)
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    await expect(checker.privilegesOf('a')).rejects.toBe(limited)
    await expect(checker.privilegesOf('b')).rejects.toMatchObject({ cause: limited, retryAfterMs: 1_000 })
    expect(getTokenPrivileges).toHaveBeenCalledOnce()
  })

  it('caches an empty list for ten seconds', async () => {
    const { checker, clock, getTokenPrivileges } = checkerOf(async () => [])
    await checker.privilegesOf('t')
    clock.time += 10_000
    await checker.privilegesOf('t')
    expect(getTokenPrivileges).toHaveBeenCalledTimes(2)
  })

  it('does not cache a transient failure', async () => {
    let up = false
    const { checker } = checkerOf(async () => {
      if (!up) throw tokenError('coveo-unreachable', 'Coveo could not be reached.')
      return [query]
    })
    await expect(checker.privilegesOf('t')).rejects.toMatchObject({ code: 'coveo-unreachable', retryable: true })
    up = true
    expect(await checker.privilegesOf('t')).toEqual([query])
  })

  it('does not wait for a Retry-After within a request', async () => {
    const { checker, getTokenPrivileges } = checkerOf(async () => [query])
    await checker.privilegesOf('t')
    expect(getTokenPrivileges.mock.calls[0]?.[1]).toEqual({ maxRetryAfterMs: 0 })
  })

  it('keeps the rate limit of the API key for minting, however many callers send invalid tokens', async () => {
    let calls = 0
    const fetch = async (input: unknown) => {
      if (++calls > 50) return new Response('{}', { status: 429, headers: { 'retry-after': '30' } })
      if (String(input).includes('/privileges/')) return new Response('{}', { status: 400 })
      return Response.json({ token: jwt(Date.now() / 1_000 + 3_600) })
    }
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey: 'key', fetch })
    const checker = createPrivilegeChecker({ coveo })
    const lookups = Array.from({ length: 5_000 }, (_, number) => checker.privilegesOf(`made-up-${number}`))
    const codes = (await Promise.allSettled(lookups)).map((result) => 'reason' in result && result.reason.code)
    expect(codes).not.toContain(false)
    expect(calls).toBeLessThanOrEqual(50)
    const userIds = [{ name: 'bob@example.com', provider: 'Email Security Provider' }] as const
    expect((await coveo.createSearchToken({ userIds })).token).toMatch(/^eyJ/)
  })

  it('does not cache privileges past the exp of the token', async () => {
    const { checker, clock, getTokenPrivileges } = checkerOf(async () => [query])
    const token = jwt(start / 1_000 + 20)
    await checker.privilegesOf(token)
    clock.time += 19_999
    await checker.privilegesOf(token)
    expect(getTokenPrivileges).toHaveBeenCalledTimes(1)
    clock.time += 1
    await checker.privilegesOf(token)
    expect(getTokenPrivileges).toHaveBeenCalledTimes(2)
  })

  it('calls again after the clock is set back', async () => {
    const { checker, clock, getTokenPrivileges } = checkerOf(async () => [query])
    await checker.privilegesOf('t')
    clock.time -= 3_600_000
    await checker.privilegesOf('t')
    expect(getTokenPrivileges).toHaveBeenCalledTimes(2)
  })

  it('calls once for concurrent callers', async () => {
    const { checker, getTokenPrivileges } = checkerOf(async () => [query])
    const responses = await Promise.all(Array.from({ length: 50 }, () => checker.privilegesOf('t')))
    expect(responses.every((response) => response[0]?.targetDomain === 'EXECUTE_QUERY')).toBe(true)
    expect(getTokenPrivileges).toHaveBeenCalledTimes(1)
  })

  it('lets one caller abort without cancelling the others', async () => {
    let respond: (privileges: Privilege[]) => void = () => undefined
    const { checker, getTokenPrivileges } = checkerOf(() => new Promise((resolve) => (respond = resolve)))
    const leaving = new AbortController()
    const left = checker.privilegesOf('t', { signal: leaving.signal })
    const stayed = checker.privilegesOf('t')
    leaving.abort()
    await expect(left).rejects.toMatchObject({
      code: 'aborted',
      message: 'The caller stopped waiting for the privileges of a token.',
    })
    respond([query])
    expect(await stayed).toEqual([query])
    expect(getTokenPrivileges.mock.calls[0]?.[1]?.signal).toBeUndefined()
  })

  it('does not call for a caller that has already aborted', async () => {
    const { checker, getTokenPrivileges } = checkerOf(async () => [query])
    await expect(checker.privilegesOf('t', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    expect(getTokenPrivileges).not.toHaveBeenCalled()
  })

  it('drops the least recently used token when it is full', async () => {
    const { checker, getTokenPrivileges } = checkerOf(async () => [query], 2)
    for (const token of ['a', 'b', 'a', 'c', 'a', 'b']) await checker.privilegesOf(token)
    expect(getTokenPrivileges.mock.calls.map(([token]) => token)).toEqual(['a', 'b', 'c', 'b'])
  })

  it('returns the missing privileges in normal form', async () => {
    const { checker } = checkerOf(async () => [{ ...query, type: 'ENABLE', targetId: '*' }])
    expect(await checker.missing('t', ['SEARCH_API:EXECUTE_QUERY', 'SEARCH_API:IMPERSONATE_SEARCH_API'])).toEqual([
      { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' },
    ])
  })

  it('returns frozen privileges', async () => {
    const { checker } = checkerOf(async () => [query])
    expect(Object.isFrozen(await checker.privilegesOf('t'))).toBe(true)
  })

  it('throws a TypeError for wrong options and an empty token', async () => {
    const coveo = { getTokenPrivileges: async () => [] }
    for (const other of [null, {}, { getTokenPrivileges: 'no function' }])
      expect(() => createPrivilegeChecker({ coveo: other as never })).toThrow(
        new TypeError('`coveo` must be a Coveo client: see createCoveoClient.'),
      )
    expect(() => createPrivilegeChecker({ coveo, cacheMs: -1 })).toThrow(/cacheMs/)
    expect(() => createPrivilegeChecker({ coveo, negativeCacheMs: Number.NaN })).toThrow(/negativeCacheMs/)
    expect(() => createPrivilegeChecker({ coveo, maxEntries: 0 })).toThrow(/maxEntries/)
    for (const negativeCacheMs of [2 ** 31, Number.POSITIVE_INFINITY])
      expect(() => createPrivilegeChecker({ coveo, negativeCacheMs })).toThrow(/^`negativeCacheMs`/)
    for (const token of ['', 'a b', 'kim\ud83d', undefined as never])
      await expect(createPrivilegeChecker({ coveo }).privilegesOf(token)).rejects.toThrow(
        new TypeError('`token` must be a token: printable ASCII characters without white space.'),
      )
  })
})
