import { describe, expect, it, vi } from 'vitest'
import { TokenError } from '../shared/token-error.ts'
import { createPrivilegeGuard } from './privilege-guard.ts'

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

const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600

describe('createPrivilegeGuard', () => {
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

  it.each([
    ['another scheme', 'Basic abc'],
    ['no token', 'Bearer '],
    ['a list', 'Bearer a, Bearer b'],
    ['an expired JWT', `Bearer ${jwt({ exp: 1 })}`],
    ['a JWT with another `exp`', `Bearer ${jwt({ exp: 'tomorrow' })}`],
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
  })

  it.each([400, 419, 422])('responds 401 if Coveo responds %i about the token', async (status) => {
    const rejection = new TokenError('coveo-refused', 'Coveo refused the call.', { status, remedy: 'None.' })
    const { check } = guardFor(() => Promise.reject(rejection))
    expect((await check('Bearer abc'))?.status).toBe(401)
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
