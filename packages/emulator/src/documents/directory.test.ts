import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SecurityIdentity } from '../authorization/security-identity.ts'
import { createDirectory, mayFind } from './directory.ts'

const directory = createDirectory({ Finance: ['Bob@example.com'], Staff: ['bob@example.com', 'al@example.com'] })
const provider = 'Email Security Provider'
const resolve = (...identities: SecurityIdentity[]) => [...directory.resolve(identities)].sort()

describe('createDirectory', () => {
  it('resolves a user to themselves, their groups and everyone, whatever the case', () => {
    expect(resolve({ name: 'BOB@EXAMPLE.COM', provider, type: 'User' })).toEqual([
      'bob@example.com',
      'everyone',
      'finance',
      'staff',
    ])
  })

  it('gives a stranger nothing but what everyone has', () => {
    expect(mayFind(['Staff', 'Finance'], directory.resolve([{ name: 'x@example.com', provider, type: 'User' }]))).toBe(
      false,
    )
    expect(mayFind(['Everyone'], directory.resolve([]))).toBe(true)
  })

  it('knows nobody of another provider or of an unknown type', () => {
    expect(resolve({ name: 'bob@example.com', provider: 'Other', type: 'User' })).toEqual(['everyone'])
    expect(resolve({ name: 'bob@example.com', provider, type: 'Unknown' })).toEqual(['everyone'])
  })

  it('lets no user pass for a group by its name, and no group for a user', () => {
    expect(mayFind(['Finance'], directory.resolve([{ name: 'Finance', provider, type: 'User' }]))).toBe(false)
    expect(
      mayFind(['bob@example.com'], directory.resolve([{ name: 'bob@example.com', provider, type: 'Group' }])),
    ).toBe(false)
    expect(mayFind(['Finance'], directory.resolve([{ name: 'Finance', provider, type: 'Group' }]))).toBe(true)
  })

  it('gives several identities what each of them has, and no more', () => {
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
