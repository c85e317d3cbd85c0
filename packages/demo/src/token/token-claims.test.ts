import { describe, expect, it } from 'vitest'
import { describeTokenClaims } from './token-claims.ts'

function jwt(payload: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [part({ alg: 'HS256' }), part(payload), 'signature'].join('.')
}

describe('describeTokenClaims', () => {
  it('reads the identity of a search token at the top level', () => {
    const claims = describeTokenClaims(
      jwt({
        userIds: [{ name: 'asmith@example.com', provider: 'Email Security Provider', type: 'User' }],
        roles: ['queryExecutor'],
        searchHub: 'knowledge',
        iat: 1000,
        exp: 4600,
      }),
    )
    expect(claims).toEqual({
      identities: [{ name: 'asmith@example.com', provider: 'Email Security Provider' }],
      privileges: [],
      roles: ['queryExecutor'],
      groups: [],
      searchHub: 'knowledge',
      pipeline: undefined,
      filter: undefined,
      lifetimeMs: 3_600_000,
    })
  })

  it('reads the identity and the privileges of a platform token under `body`', () => {
    const claims = describeTokenClaims(
      jwt({
        body: {
          privileges: [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'ENABLE', level: 'NORMAL' }],
          additionalConfiguration: { search: { userIds: [{ name: 'bjones@example.com', provider: 'p' }] } },
        },
      }),
    )
    expect(claims?.identities).toEqual([{ name: 'bjones@example.com', provider: 'p' }])
    expect(claims?.privileges).toEqual([{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'ENABLE' }])
  })

  it('reads names in any script', () => {
    expect(describeTokenClaims(jwt({ userIds: [{ name: 'zoë@例え.jp', provider: '' }] }))?.identities[0]?.name).toBe(
      'zoë@例え.jp',
    )
  })

  it('ignores members of an unexpected shape', () => {
    const claims = describeTokenClaims(
      jwt({ userIds: [null, 7, {}], roles: 'queryExecutor', searchHub: 3, exp: 'soon', iat: 1, body: [] }),
    )
    expect(claims).toMatchObject({ identities: [], roles: [], searchHub: undefined, lifetimeMs: undefined })
  })

  it('returns undefined for anything that is no JWT', () => {
    for (const token of ['', 'xx123', 'a.b', 'a.%%%.c', `a.${btoa('[1]')}.c`, `a.${btoa('null')}.c`]) {
      expect(describeTokenClaims(token)).toBeUndefined()
    }
  })
})
