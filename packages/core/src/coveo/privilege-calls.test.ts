import { describe, expect, it } from 'vitest'
import { responseOf } from './coveo-response.test.fixture.ts'
import { parsePrivilegesResponse, platformTokenPrivilegesRequest, tokenPrivilegesRequest } from './privilege-calls.ts'

describe('platformTokenPrivilegesRequest', () => {
  it('sends no body', () => {
    expect(platformTokenPrivilegesRequest('acme')).toEqual({
      family: 'platform',
      method: 'GET',
      path: '/rest/organizations/acme/privileges/platformtokens',
    })
  })
})

describe('tokenPrivilegesRequest', () => {
  it('sends an empty object, and the token in the query, encoded', () => {
    expect(tokenPrivilegesRequest('a+b&c', 'acme')).toEqual({
      family: 'platform',
      method: 'POST',
      path: '/rest/organizations/acme/privileges/token?accessToken=a%2Bb%26c',
      body: {},
      secret: 'a+b&c',
    })
  })

  it('throws a TypeError for an empty token', () => {
    expect(() => tokenPrivilegesRequest('', 'acme')).toThrow(TypeError)
    expect(() => tokenPrivilegesRequest(undefined as unknown as string, 'acme')).toThrow(TypeError)
  })
})

describe('parsePrivilegesResponse', () => {
  it('reads the newer shape', () => {
    const privilege = { type: 'VIEW', targetDomain: 'SOURCE', targetId: '*', owner: 'PLATFORM', level: 'NORMAL' }
    expect(parsePrivilegesResponse(responseOf([privilege]))).toEqual([privilege])
  })

  it('reads the older shape: no type, no targets', () => {
    const body = [
      { targetDomain: 'EXECUTE_QUERY', targetIds: [], owner: 'SEARCH_API', global: false },
      { type: 'EDIT', targetDomain: 'ANALYTICS_DATA', targetIds: [], owner: 'USAGE_ANALYTICS', global: false },
    ]
    expect(parsePrivilegesResponse(responseOf(body))).toEqual([
      { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' },
      { owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA', type: 'EDIT' },
    ])
  })

  it('maps each older target to one privilege, and global to GLOBAL', () => {
    const body = [{ type: 'EDIT', targetDomain: 'SOURCE', targetIds: ['a', 'b'], owner: 'PLATFORM', global: true }]
    expect(parsePrivilegesResponse(responseOf(body))).toEqual([
      { owner: 'PLATFORM', targetDomain: 'SOURCE', type: 'EDIT', targetId: 'a', level: 'GLOBAL' },
      { owner: 'PLATFORM', targetDomain: 'SOURCE', type: 'EDIT', targetId: 'b', level: 'GLOBAL' },
    ])
  })

  it('treats null as absent, and keeps unknown fields and values', () => {
    const body = [{ owner: 'NEW', targetDomain: 'THING', type: null, targetId: null, level: null, since: 2026 }]
    expect(parsePrivilegesResponse(responseOf(body))).toEqual([{ owner: 'NEW', targetDomain: 'THING', since: 2026 }])
  })

  it('reads an empty list', () => {
    expect(parsePrivilegesResponse(responseOf([]))).toEqual([])
  })

  it.each([{}, { privileges: [] }, [{ owner: 'A' }], [{ owner: '', targetDomain: 'B' }], ['A:B'], null, '<html>', ''])(
    'refuses %j as coveo-bad-response',
    (body) => {
      expect(() => parsePrivilegesResponse(responseOf(body))).toThrow(
        expect.objectContaining({ code: 'coveo-bad-response' }),
      )
    },
  )

  it('throws the error of a failed response', () => {
    expect(() => parsePrivilegesResponse(responseOf({ message: 'No.' }, { status: 401 }))).toThrow(
      expect.objectContaining({ code: 'coveo-refused', status: 401 }),
    )
  })
})
