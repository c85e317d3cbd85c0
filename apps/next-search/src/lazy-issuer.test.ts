import { createTokenIssuer, emailIdentity, searchGrant, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { lazyIssuer } from './lazy-issuer.ts'

function setUp() {
  return vi.fn(
    (): TokenIssuer<string> =>
      createTokenIssuer<string>({
        coveo: createFakeCoveo(),
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
      }),
  )
}

describe('lazyIssuer', () => {
  it('creates nothing until it is used, and one issuer then', async () => {
    const create = setUp()
    const tokens = lazyIssuer({ name: 'used', create })
    expect(create).not.toHaveBeenCalled()
    expect(tokens.organizationId).toBe('fake')
    const { token, fingerprint } = await tokens.issue('asmith@example.com')
    expect(tokens.peek('asmith@example.com')?.token).toBe(token)
    expect(await tokens.reject('asmith@example.com', fingerprint)).toEqual({ outcome: 'dropped' })
    await tokens.invalidate('asmith@example.com')
    expect(create).toHaveBeenCalledOnce()
    await tokens.close()
  })

  it('shares one issuer among the copies of a module', async () => {
    const create = setUp()
    const [page, route] = [lazyIssuer({ name: 'shared', create }), lazyIssuer({ name: 'shared', create })]
    const { token } = await page.issue('asmith@example.com')
    expect(route.peek('asmith@example.com')?.token).toBe(token)
    expect(create).toHaveBeenCalledOnce()
    await page.close()
  })

  it('has nothing to close when it was never used', async () => {
    const create = setUp()
    await lazyIssuer({ name: 'unused', create }).close()
    expect(create).not.toHaveBeenCalled()
  })
})
