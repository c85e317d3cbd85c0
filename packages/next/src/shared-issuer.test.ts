import { createTokenIssuer, emailIdentity, searchGrant, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { sharedIssuer } from './shared-issuer.ts'

function setUp() {
  return vi.fn(
    (): TokenIssuer<string> =>
      createTokenIssuer<string>({
        coveo: createFakeCoveo(),
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
      }),
  )
}

describe('sharedIssuer', () => {
  it('creates nothing until it is used, and one issuer then', async () => {
    const create = setUp()
    const tokens = sharedIssuer({ name: 'used', create })
    expect(create).not.toHaveBeenCalled()
    expect(tokens.organizationId).toBe('fake')
    const { token, fingerprint } = await tokens.issue('asmith@example.com')
    expect(tokens.peek('asmith@example.com')?.token).toBe(token)
    expect(await tokens.reportRejected('asmith@example.com', fingerprint)).toEqual({ outcome: 'dropped' })
    await tokens.invalidate('asmith@example.com')
    expect(create).toHaveBeenCalledOnce()
    await tokens.close()
  })

  it('shares one issuer among the copies of a module', async () => {
    const create = setUp()
    const [page, route] = [sharedIssuer({ name: 'shared', create }), sharedIssuer({ name: 'shared', create })]
    const { token } = await page.issue('asmith@example.com')
    expect(route.peek('asmith@example.com')?.token).toBe(token)
    expect(create).toHaveBeenCalledOnce()
    await page.close()
  })

  it('keeps issuers of different names apart', async () => {
    const [search, reports] = [
      sharedIssuer({ name: 'one', create: setUp() }),
      sharedIssuer({ name: 'two', create: setUp() }),
    ]
    await search.issue('asmith@example.com')
    expect(reports.peek('asmith@example.com')).toBeUndefined()
    await Promise.all([search.close(), reports.close()])
  })

  it('rejects when the issuer cannot be created, and tries again at the next use', async () => {
    const create = setUp()
    create.mockImplementationOnce(() => {
      throw new Error('no settings')
    })
    const tokens = sharedIssuer({ name: 'late', create })
    await expect(tokens.issue('asmith@example.com')).rejects.toThrow('no settings')
    expect((await tokens.issue('asmith@example.com')).outcome).toBe('mint')
    await tokens.close()
  })

  it('refuses to be made without a name or a way to create', () => {
    expect(() => sharedIssuer({ name: '', create: setUp() })).toThrow('`name`')
    expect(() => sharedIssuer({ name: 'x', create: undefined as never })).toThrow('`create`')
  })

  it('has nothing to close when it was never used', async () => {
    const create = setUp()
    await sharedIssuer({ name: 'unused', create }).close()
    expect(create).not.toHaveBeenCalled()
  })
})
