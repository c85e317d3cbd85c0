import { describe, expect, it, vi } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createUserTokens, oncePerRequest } from './user-tokens.ts'

function setUp(user: () => string | Promise<string>) {
  const under = issuerUnderTest()
  const perRequest = oncePerRequest((request: object) => request)
  const { tokens } = under
  return { ...under, ...createUserTokens<string, object>({ tokens, user, perRequest, onError: () => {} }) }
}

describe('createUserTokens', () => {
  it('runs `user` once per request', async () => {
    const user = vi.fn(() => 'asmith@example.com')
    const { getToken, getInitialToken } = setUp(user)
    const request = {}
    await Promise.all([getToken(request), getToken(request), getInitialToken(request)])
    await getToken(request)
    expect(user).toHaveBeenCalledOnce()
    await getToken({})
    expect(user).toHaveBeenCalledTimes(2)
  })

  it('names the session of the user of the token where nothing is kept per request, as outside a render', async () => {
    const { tokens } = issuerUnderTest()
    const users = ['asmith@example.com', 'bjones@example.com']
    const user = vi.fn(() => users.shift() ?? null)
    const sessionKey = (found: string | null) => `session of ${found}`
    const { getInitialToken } = createUserTokens<string, undefined>({
      tokens: { ...tokens, sessionKey },
      user,
      perRequest: (create) => create,
    })
    const { subject } = await tokens.issue('asmith@example.com')
    expect(await getInitialToken(undefined)).toMatchObject({ subject, sessionKey: 'session of asmith@example.com' })
    expect(user).toHaveBeenCalledOnce()
  })

  it('issues one token to concurrent calls of a request, and one to those of another', async () => {
    const { getToken, getInitialToken, tokens } = setUp(() => 'asmith@example.com')
    const issue = vi.spyOn(tokens, 'issue')
    const request = {}
    await Promise.all([getToken(request), getToken(request), getInitialToken(request)])
    expect(issue).toHaveBeenCalledOnce()
    await getToken({})
    expect(issue).toHaveBeenCalledTimes(2)
  })

  it('returns a valid token after the first one of a long request has expired', async () => {
    const { getToken, tokens, clock } = setUp(() => 'asmith@example.com')
    const request = {}
    const first = await getToken(request)
    await clock.advance(2 * 3_600_000)
    const second = await getToken(request)
    expect(second?.token).not.toBe(first?.token)
    expect(second?.expiresAt).toBeGreaterThan(tokens.now())
  })

  it('returns a valid token in a render that keeps its token until that one has expired', async () => {
    const { tokens, clock } = issuerUnderTest()
    const perRequest = oncePerRequest((request: object) => request)
    const user = () => 'asmith@example.com'
    const render = createUserTokens<string, object>({ tokens, user, perRequest, keepsToken: true })
    const request = {}
    const first = await render.getToken(request)
    await clock.advance(3_600_000 - 2_000)
    expect((await render.getToken(request))?.token).toBe(first?.token)
    await clock.advance(1)
    const [second, initial] = await Promise.all([render.getToken(request), render.getInitialToken(request)])
    expect(second?.expiresAt).toBeGreaterThan(tokens.now() + 2_000)
    expect(initial?.token).toBe(second?.token)
  })

  it('states no longer lifetime in a render during which the clock is set back', async () => {
    let time = 1_700_000_000_000
    const { tokens } = issuerUnderTest({ now: () => time })
    const perRequest = oncePerRequest((request: object) => request)
    const render = createUserTokens<string, object>({ tokens, user: () => 'a', perRequest, keepsToken: true })
    const request = {}
    await render.getToken(request)
    time -= 1_800_000
    expect(await render.getInitialToken(request)).toMatchObject({ expiresIn: 3_600 })
  })

  it('returns another token after the first one of the request was dropped', async () => {
    const { getToken, tokens } = setUp(() => 'asmith@example.com')
    const request = {}
    const first = await getToken(request)
    await tokens.invalidate('asmith@example.com')
    expect((await getToken(request))?.token).not.toBe(first?.token)
  })

  it('runs `user` again after it rejected', async () => {
    const user = vi.fn(async () => 'asmith@example.com')
    user.mockRejectedValueOnce(new Error('the session store is down'))
    const { getToken, getInitialToken } = setUp(user)
    const request = {}
    const both = await Promise.allSettled([getToken(request), getInitialToken(request)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(user).toHaveBeenCalledOnce()
    expect(await getToken(request)).toMatchObject({ outcome: 'mint' })
  })

  it('returns null without a user, and requests no token', async () => {
    const { getToken, getInitialToken, tokens } = setUp(() => null as never)
    const issue = vi.spyOn(tokens, 'issue')
    expect([await getToken({}), await getInitialToken({})]).toEqual([null, null])
    expect(issue).not.toHaveBeenCalled()
  })

  it('throws a TypeError that names the mistake for a missing request', async () => {
    const { getToken, getInitialToken } = setUp(() => 'asmith@example.com')
    const message = 'Pass the request itself, as in getToken(req).'
    for (const missing of [undefined, null, 'req'] as never[]) {
      expect(() => getToken(missing)).toThrow(new TypeError(message))
      await expect(getInitialToken(missing)).rejects.toThrow(new TypeError(message))
    }
  })

  it('passes the variant, the needed lifetime and the work after the response to the issuer', async () => {
    const { tokens } = issuerUnderTest()
    const issue = vi.spyOn(tokens, 'issue').mockRejectedValue(new Error('the end of this test'))
    const waitUntil = vi.fn()
    const perRequest = oncePerRequest((request: object) => request)
    const user = () => 'asmith@example.com'
    const { getToken } = createUserTokens<string, object>({ tokens, user, perRequest, waitUntil })
    const request = {}
    await expect(getToken(request)).rejects.toThrow('the end of this test')
    const options = issue.mock.lastCall?.[1]
    expect(options).toMatchObject({ minRemainingMs: 2_000 })
    const work = Promise.resolve()
    options?.waitUntil?.(work)
    expect(waitUntil).toHaveBeenCalledExactlyOnceWith(work, request)
  })
})
