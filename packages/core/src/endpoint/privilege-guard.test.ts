import { describe, expect, it, vi } from 'vitest'
import { TokenError } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-exchange.ts'
import { createPrivilegeGuard, createPrivilegeGuards } from './privilege-guard.ts'

const executeQuery = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }

function guardFor(lookUp: () => Promise<unknown> = async () => [executeQuery]) {
  const getTokenPrivileges = vi.fn(lookUp)
  const errors: unknown[] = []
  const guard = createPrivilegeGuard({
    coveo: { getTokenPrivileges: getTokenPrivileges as never },
    privileges: ['SEARCH_API:EXECUTE_QUERY'],
    onError: (error) => void errors.push(error),
  })
  return { ...guard, getTokenPrivileges, errors }
}

function jwt(claims: object): string {
  const [head, body] = [{ alg: 'HS256' }, claims].map((part) => btoa(JSON.stringify(part)).replaceAll('=', ''))
  return `${head}.${body}.c2ln`
}

function bodyOf(response: EndpointResponse | undefined) {
  return JSON.parse(String(response?.body))
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600

describe('createPrivilegeGuard', () => {
  it.each([undefined, {}, { privileges: [] }, { privileges: 'SEARCH_API:EXECUTE_QUERY' }])(
    'throws for the options %o without a list of privileges',
    (options) => {
      const create = () => createPrivilegeGuard({ coveo: { getTokenPrivileges: vi.fn() }, ...options } as never)
      expect(create).toThrow(new TypeError('`privileges` must name at least one privilege.'))
    },
  )

  it('throws for malformed text at construction', () => {
    const privileges = ['SEARCH_API' as never]
    expect(() => createPrivilegeGuard({ coveo: { getTokenPrivileges: vi.fn() }, privileges })).toThrow('OWNER:DOMAIN')
  })

  it('accepts a privilege as an object', async () => {
    const coveo = { getTokenPrivileges: async () => [executeQuery] }
    const { check } = createPrivilegeGuard({ coveo, privileges: [executeQuery] })
    expect(await check('Bearer abc')).toBeUndefined()
  })

  it('responds 401 without an error parameter to a request without a token', async () => {
    const { check, getTokenPrivileges } = guardFor()
    const response = await check(undefined)
    expect(response?.headers).toMatchObject({ 'WWW-Authenticate': 'Bearer' })
    expect(response?.headers).toMatchObject({ 'Cache-Control': 'private, no-store', Vary: 'Authorization' })
    expect(bodyOf(response)).toMatchObject({ status: 401, detail: 'Present a Coveo token as a bearer token.' })
    expect(getTokenPrivileges).not.toHaveBeenCalled()
  })

  it('looks up the longest accepted token, after several spaces', async () => {
    const { check, getTokenPrivileges } = guardFor()
    expect(await check(`bearer   ${'a'.repeat(16_384)}`)).toBeUndefined()
    expect(getTokenPrivileges).toHaveBeenCalledOnce()
  })

  it.each([{ organization: 'evil' }, { body: { organizationId: 'evil' } }])(
    'responds 401 to a token of another organization, without a lookup: %j',
    async (claims) => {
      const getTokenPrivileges = vi.fn(async () => [executeQuery])
      const coveo = { getTokenPrivileges, organizationId: 'acme' }
      const guards = [
        createPrivilegeGuard({ coveo, privileges: [executeQuery] }),
        createPrivilegeGuards({ coveo })([executeQuery]),
      ]
      for (const { check } of guards) {
        const response = await check(`Bearer ${jwt(claims)}`)
        expect([response?.status, bodyOf(response).detail]).toEqual([401, 'This is not a valid Coveo token.'])
      }
      expect(getTokenPrivileges).not.toHaveBeenCalled()
    },
  )

  it.each([{ organization: 'acme' }, { body: { organizationId: 'acme' } }, { body: null }, { organization: 7 }, {}])(
    'looks up a token of the own organization, or of none: %j',
    async (claims) => {
      const coveo = { getTokenPrivileges: async () => [executeQuery], organizationId: 'acme' }
      const { check } = createPrivilegeGuard({ coveo, privileges: [executeQuery] })
      expect(await check(`Bearer ${jwt(claims)}`)).toBeUndefined()
    },
  )

  it('looks up a token of any organization in a checker of the application’s own', async () => {
    const checker = { missing: async () => [], privilegesOf: async () => [] }
    const { check } = createPrivilegeGuard({ checker, privileges: [executeQuery] })
    expect(await check(`Bearer ${jwt({ organization: 'acme' })}`)).toBeUndefined()
  })

  it('passes the signal of the request to the lookup', async () => {
    const { check, getTokenPrivileges } = guardFor()
    await expect(check('Bearer abc', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    expect(getTokenPrivileges).not.toHaveBeenCalled()
  })

  it.each(['opaque-oauth-token', 'xx590a182c-5045-4914-a00b-1f4099581b3e'])(
    'looks up the opaque token %s',
    async (token) => {
      const { check, getTokenPrivileges } = guardFor()
      expect(await check(`Bearer ${token}`)).toBeUndefined()
      expect(getTokenPrivileges).toHaveBeenCalledOnce()
    },
  )

  it('looks up a JWT that has not expired', async () => {
    const { check, getTokenPrivileges } = guardFor()
    expect(await check(`Bearer ${jwt({ exp: inAnHour() })}`)).toBeUndefined()
    expect(getTokenPrivileges).toHaveBeenCalledOnce()
  })

  it('looks up a JWT to the last millisecond of its `exp`', async () => {
    const { check, getTokenPrivileges } = guardFor()
    const exp = inAnHour()
    vi.spyOn(Date, 'now').mockReturnValue(exp * 1_000)
    expect((await check(`Bearer ${jwt({ exp })}`))?.status).toBe(401)
    expect(getTokenPrivileges).not.toHaveBeenCalled()
    vi.mocked(Date.now).mockReturnValue(exp * 1_000 - 1)
    expect(await check(`Bearer ${jwt({ exp })}`)).toBeUndefined()
  })

  it.each([
    ['another scheme', 'Basic abc'],
    ['no token', 'Bearer '],
    ['a list', 'Bearer a, Bearer b'],
    ['an expired JWT', `Bearer ${jwt({ exp: 1 })}`],
    ['a JWT with another `exp`', `Bearer ${jwt({ exp: 'tomorrow' })}`],
    ['a JWT with an `exp` that is no number and no text', `Bearer ${jwt({ exp: { valueOf: 1, toString: 1 } })}`],
    ['text with the form of a JWT', 'Bearer made.up.text'],
    ['two parts of a JWT', 'Bearer e30.e30'],
    ['a token that is too long', `Bearer ${'a'.repeat(16_385)}`],
  ])('responds 401 to %s without a lookup', async (_name, authorization) => {
    const { check, getTokenPrivileges } = guardFor()
    const response = await check(authorization)
    expect(response?.status).toBe(401)
    expect(response?.headers).toEqual({
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'private, no-store',
      Vary: 'Authorization',
      'X-Content-Type-Options': 'nosniff',
      'WWW-Authenticate': 'Bearer error="invalid_token"',
    })
    expect(getTokenPrivileges).not.toHaveBeenCalled()
  })

  it('responds with the headers of an uncacheable response to a token without the privilege', async () => {
    const response = await guardFor(async () => []).check('Bearer abc')
    expect(response?.status).toBe(403)
    expect(response?.headers).toMatchObject({ 'Cache-Control': 'private, no-store', Vary: 'Authorization' })
    expect(response?.headers).toMatchObject({ 'WWW-Authenticate': 'Bearer error="insufficient_scope"' })
  })

  it('names every missing privilege', async () => {
    const privileges = ['SEARCH_API:EXECUTE_QUERY', 'SEARCH_API:IMPERSONATE'] as const
    const { check } = createPrivilegeGuard({ coveo: { getTokenPrivileges: async () => [] }, privileges })
    expect(bodyOf(await check('Bearer abc'))).toMatchObject({
      code: 'missing-privileges',
      detail: 'The token lacks SEARCH_API:EXECUTE_QUERY, SEARCH_API:IMPERSONATE.',
      missing: privileges,
    })
  })

  it.each([400, 419, 422])('responds 401 if Coveo responds %i about the token', async (status) => {
    const rejection = new TokenError('coveo-refused', 'Coveo refused the call.', { status, remedy: 'None.' })
    const { check } = guardFor(() => Promise.reject(rejection))
    const response = await check('Bearer abc')
    expect(response?.headers).toMatchObject({ 'WWW-Authenticate': 'Bearer error="invalid_token"' })
    expect(bodyOf(response)).toMatchObject({ status: 401, detail: 'This is not a valid Coveo token.' })
  })

  it.each([
    ['a `TokenError` of another code', new TokenError('coveo-unreachable', 'Down.', { status: 400, remedy: 'None.' })],
    ['another error', Object.assign(new Error('fault'), { code: 'coveo-refused', status: 400 })],
  ])('rejects if the lookup fails with the status of a token fault and %s', async (_name, error) => {
    await expect(guardFor(() => Promise.reject(error)).check('Bearer abc')).rejects.toThrow(error.message)
  })

  it('rejects in `check`, and responds in `respond`, if Coveo refuses our key', async () => {
    const refusal = new TokenError('coveo-refused', 'Coveo refused the call.', {
      status: 403,
      remedy: 'Check the key.',
    })
    const { check, respond, errors } = guardFor(() => Promise.reject(refusal))
    await expect(check('Bearer abc')).rejects.toMatchObject({ code: 'coveo-refused', status: 502 })
    expect((await respond('Bearer abc'))?.status).toBe(502)
    expect(errors).toMatchObject([{ code: 'coveo-refused', status: 502 }])
  })
})

describe('the default of `onError`', () => {
  it('logs an error once a minute', async () => {
    vi.useFakeTimers()
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const coveo = { getTokenPrivileges: () => Promise.reject(new Error('fault')) }
    const { respond } = createPrivilegeGuard({ coveo, privileges: ['SEARCH_API:EXECUTE_QUERY'] })
    try {
      for (const elapsed of [0, 59_000, 2_000]) {
        vi.advanceTimersByTime(elapsed)
        await respond('Bearer abc')
      }
    } finally {
      vi.useRealTimers()
    }
    expect(log.mock.calls).toEqual([[expect.stringContaining('fault')], [expect.stringContaining('fault')]])
  })
})

describe('createPrivilegeGuards', () => {
  it('creates guards that look up a token once together, each with its own privileges', async () => {
    const getTokenPrivileges = vi.fn(async () => [executeQuery])
    const guards = createPrivilegeGuards({ coveo: { getTokenPrivileges } })
    expect(await guards(['SEARCH_API:EXECUTE_QUERY']).check('Bearer abc')).toBeUndefined()
    expect((await guards(['SEARCH_API:IMPERSONATE']).check('Bearer abc'))?.status).toBe(403)
    expect(getTokenPrivileges).toHaveBeenCalledOnce()
  })
})
