import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createFetchHandler } from './fetch-handler.ts'
import { createUserTokens, oncePerRequest } from './user-tokens.ts'

const never = new Promise<never>(() => undefined)
const request = new Request('https://app.example/api/coveo-token')

describe('`user`', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('that never settles is refused with 503, a reason in the log and `Retry-After`', async () => {
    const { tokens } = issuerUnderTest()
    const errors: unknown[] = []
    const handler = createFetchHandler({ tokens, user: () => never, onError: (error) => void errors.push(error) })
    const response = handler(request)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(errors).toEqual([])
    await vi.advanceTimersByTimeAsync(2)
    const { status, headers } = await response
    expect([status, headers.get('retry-after')]).toEqual([503, '5'])
    expect(await (await response).json()).toMatchObject({ code: 'coveo-unavailable' })
    expect(errors).toMatchObject([
      { code: 'application-timeout', message: '`user` did not settle within 10000 ms.', retryable: true },
    ])
  })

  it('may return a promise of another kind, which has the same limit', async () => {
    const { tokens } = issuerUnderTest()
    const errors: unknown[] = []
    // biome-ignore lint/suspicious/noThenProperty: a query of a database library has `then`, and is no instance of Promise
    const query = { then: () => undefined } as unknown as Promise<string>
    const handler = createFetchHandler({ tokens, user: () => query, onError: (error) => void errors.push(error) })
    const response = handler(request)
    await vi.advanceTimersByTimeAsync(10_001)
    expect(errors).toMatchObject([{ code: 'application-timeout' }])
    expect((await response).status).toBe(503)
  })

  it('has the limit `userTimeoutMs`, and leaves no timer behind', async () => {
    const { tokens } = issuerUnderTest()
    const user = vi.fn<() => Promise<string>>(async () => 'alice')
    const handler = createFetchHandler({ tokens, user, userTimeoutMs: 50, onError: () => {} })
    expect((await handler(request)).status).toBe(200)
    expect(vi.getTimerCount()).toBe(0)
    user.mockReturnValueOnce(never)
    const late = handler(request)
    await vi.advanceTimersByTimeAsync(51)
    expect((await late).status).toBe(503)
  })

  it('is limited for tokens on the server too, and runs again after the limit', async () => {
    const { tokens } = issuerUnderTest()
    const user = vi.fn<() => Promise<string>>(async () => 'alice')
    user.mockReturnValueOnce(never)
    const perRequest = oncePerRequest((context: object) => context)
    const errors: unknown[] = []
    const onError = (error: unknown) => void errors.push(error)
    const { getToken, getInitialToken } = createUserTokens({ tokens, user, perRequest, onError })
    const context = {}
    const both = Promise.allSettled([getToken(context), getInitialToken(context)])
    await vi.advanceTimersByTimeAsync(10_001)
    expect(await both).toMatchObject([{ reason: { code: 'application-timeout' } }, { value: undefined }])
    expect(errors).toMatchObject([{ code: 'application-timeout', status: 503 }])
    expect(await getToken(context)).toMatchObject({ outcome: 'mint' })
  })

  it.each([0, -1, Number.NaN, 2 ** 31, '10'])('refuses the limit %s', (userTimeoutMs) => {
    const { tokens } = issuerUnderTest()
    expect(() => createFetchHandler({ tokens, user: () => null, userTimeoutMs: userTimeoutMs as number })).toThrow(
      '`userTimeoutMs` must be a whole number from 1 to 2147483647.',
    )
  })
})

describe('`grant`', () => {
  it('that never settles is refused by every call', async () => {
    const { tokens, clock } = issuerUnderTest({ grant: () => never })
    const calls = Promise.allSettled([
      tokens.issue('alice'),
      tokens.reportRejected('alice', 'x'),
      tokens.invalidate('alice'),
    ])
    await clock.advance(10_001)
    for (const call of await calls) {
      expect(call).toMatchObject({
        reason: { code: 'application-timeout', message: '`grant` did not settle within 10000 ms.' },
      })
    }
    expect(clock.pending).toBe(0)
  })
})
