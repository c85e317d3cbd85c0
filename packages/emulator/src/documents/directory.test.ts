import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SecurityIdentity } from '../authorization/security-identity.ts'
import { canAccess, createDirectory } from './directory.ts'

const directory = createDirectory({ Finance: ['Bob@example.com'], Staff: ['bob@example.com', 'al@example.com'] })
const provider = 'Email Security Provider'
const resolve = (...identities: SecurityIdentity[]) => [...directory.resolve(identities)].sort()

describe('createDirectory', () => {
  it('resolves a user to its name, groups and Everyone, case-insensitively', () => {
    expect(resolve({ name: 'BOB@EXAMPLE.COM', provider, type: 'User' })).toEqual([
      'bob@example.com',
      'everyone',
      'finance',
      'staff',
    ])
  })

  it('gives an unknown user the access of Everyone', () => {
    expect(
      canAccess(['Staff', 'Finance'], directory.resolve([{ name: 'x@example.com', provider, type: 'User' }])),
    ).toBe(false)
    expect(canAccess(['Everyone'], directory.resolve([]))).toBe(true)
  })

  it('ignores identities of another provider or of type Unknown', () => {
    expect(resolve({ name: 'bob@example.com', provider: 'Other', type: 'User' })).toEqual(['everyone'])
    expect(resolve({ name: 'bob@example.com', provider, type: 'Unknown' })).toEqual(['everyone'])
  })

  it('does not match a user with a group of the same name, nor a group with a user', () => {
    expect(canAccess(['Finance'], directory.resolve([{ name: 'Finance', provider, type: 'User' }]))).toBe(false)
    expect(
      canAccess(['bob@example.com'], directory.resolve([{ name: 'bob@example.com', provider, type: 'Group' }])),
    ).toBe(false)
    expect(canAccess(['Finance'], directory.resolve([{ name: 'Finance', provider, type: 'Group' }]))).toBe(true)
  })

  it('gives several identities the union of their access', () => {
    const name = fc.constantFrom('bob@example.com', 'al@example.com', 'Finance', 'Staff', 'anonymous')
    const identity = fc.record({ name, provider: fc.constant(provider), type: fc.constantFrom('User', 'Group') })
    fc.assert(
      fc.property(fc.array(identity), (identities) => {
        const typed = identities as SecurityIdentity[]
        const together = directory.resolve(typed)
        const apart = new Set(['everyone', ...typed.flatMap((one) => [...directory.resolve([one])])])
        expect(together).toEqual(apart)
      }),
    )
  })
})
