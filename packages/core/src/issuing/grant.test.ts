import { describe, expect, it } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { anonymousIdentity, commerceGrant } from './grant.ts'

const userIds = [anonymousIdentity()] as const

describe('commerceGrant', () => {
  it('is a search grant with the catalog and the filter of products', async () => {
    const grant = commerceGrant({
      userIds,
      catalogId: 'shop',
      filter: '@public==true',
      dictionaryFieldContext: { price: 'eu' },
    })
    expect(grant).toEqual({
      kind: 'search',
      userIds,
      commerce: { catalogId: 'shop', filter: '@public==true' },
      dictionaryFieldContext: { price: 'eu' },
    })
    const { tokens, coveo } = issuerUnderTest({ grant: () => grant })
    await tokens.issue('alice')
    expect(coveo.mints).toMatchObject([{ grant }])
    expect(commerceGrant({ userIds })).toEqual({ kind: 'search', userIds })
  })

  it.each(['searchHub', 'pipeline'])('refuses `%s`, which the Commerce API sets', async (name) => {
    const params = { userIds, [name]: 'shop' }
    const error = expect.objectContaining({
      code: 'grant-invalid',
      message: `A commerce grant cannot contain \`${name}\`, which the Commerce API sets: remove it.`,
    })
    expect(() => commerceGrant(params as never)).toThrow(error)
    const { tokens } = issuerUnderTest({ grant: () => commerceGrant(params as never) })
    await expect(tokens.issue('alice')).rejects.toThrow(error)
  })

  it('refuses parameters that only other grants have', async () => {
    const commerce = { catalogId: 'shop' }
    const { tokens } = issuerUnderTest({ grant: () => commerceGrant({ userIds, trackingId: 'x', commerce } as never) })
    await expect(tokens.issue('alice')).rejects.toThrow(/unknown fields: trackingId/)
  })
})
