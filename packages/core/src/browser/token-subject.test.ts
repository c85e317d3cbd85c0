import { describe, expect, it } from 'vitest'
import { hasSameSubject } from './token-subject.ts'

function jwt(claims: object) {
  return `e30.${btoa(JSON.stringify(claims))}.sig`
}

const alice = { name: 'alice', provider: 'email' }
const group = { name: 'staff', provider: 'email' }

describe('hasSameSubject', () => {
  it('compares nothing but the subjects where both tokens have one', () => {
    const token = jwt({ userIds: [alice] })
    expect(hasSameSubject({ token, subject: 'a' }, { token: 'other', subject: 'a' })).toBe(true)
    expect(hasSameSubject({ token, subject: 'a' }, { token, subject: 'b' })).toBe(false)
  })

  it.each([
    ['another user', { userIds: [{ ...alice, name: 'bob' }] }],
    ['another filter', { userIds: [alice], filter: '@source==public' }],
    ['another hub', { userIds: [alice], searchHub: 'support' }],
    ['other roles', { userIds: [alice], roles: ['queryExecutor'] }],
    ['more identities', { userIds: [alice, group] }],
    ['another value in a nested claim', { userIds: [alice], dictionaryFieldContext: { tokenId: 'gold', exp: 'b' } }],
  ])('detects %s by the claims where a subject is missing', (_name, claims) => {
    const token = jwt({ userIds: [alice], dictionaryFieldContext: { tokenId: 'public', exp: 'a' } })
    const other = jwt({ dictionaryFieldContext: { tokenId: 'public', exp: 'a' }, ...claims })
    expect(hasSameSubject({ token }, { token: other })).toBe(false)
    expect(hasSameSubject({ token, subject: 'a' }, { token: other })).toBe(false)
  })

  it('ignores the claims of the single token, and the order of identities and claims', () => {
    const first = jwt({ userIds: [alice, group], iat: 1, exp: 2, tokenId: 'x', roles: ['a', 'b'] })
    const second = jwt({ roles: ['b', 'a'], tokenId: 'y', exp: 4, iat: 3, userIds: [group, alice] })
    expect(hasSameSubject({ token: first }, { token: second })).toBe(true)
  })

  it('treats two tokens that it cannot compare as different, unless they are equal', () => {
    expect(hasSameSubject({ token: 'opaque' }, { token: 'opaque' })).toBe(true)
    expect(hasSameSubject({ token: 'opaque', subject: 'a' }, { token: 'opaque' })).toBe(true)
    expect(hasSameSubject({ token: 'opaque 1' }, { token: 'opaque 2' })).toBe(false)
    expect(hasSameSubject({ token: jwt({ userIds: [alice] }) }, { token: 'opaque' })).toBe(false)
  })
})
