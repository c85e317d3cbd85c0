import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { TokenError } from '../shared/token-error.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { type Grant, platformGrant, searchGrant } from './grant.ts'

const alice = 'alice@example.com'
const identity = { name: alice, provider: 'Email Security Provider' }

describe('grant', () => {
  it('may be asynchronous', async () => {
    const { tokens, coveo } = issuerUnderTest({ grant: async () => searchGrant({ userIds: [identity] }) })
    const all = await Promise.all([tokens.issue(alice), tokens.issue(alice)])
    expect(all.map(({ outcome }) => outcome)).toEqual(['mint', 'coalesced'])
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    expect(tokens.peek(alice)).toBeUndefined()
    expect(coveo.mints).toHaveLength(1)
  })

  it('may throw: the error is internal, its cause redacted', async () => {
    const secret = 'xx01234567-89ab-cdef-0123-456789abcdef'
    function broken(): Grant {
      throw new Error(`no grant with ${secret}`)
    }
    for (const grant of [broken, async () => broken()]) {
      const { tokens, coveo } = issuerUnderTest({ grant })
      for (const failing of [tokens.issue(alice), tokens.reportRejected(alice, 'x'), tokens.invalidate(alice)]) {
        const error = await failing.catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ name: 'TokenError', code: 'internal', status: 500, retryable: false })
        const { message, remedy, cause } = error as TokenError
        expect(`${message} ${remedy} ${cause} ${(cause as Error).stack}`).not.toContain(secret)
      }
      expect(coveo.mints).toHaveLength(0)
    }
  })

  it('may abort a call of its own: the error is internal, because no caller disconnected', async () => {
    const stopped = tokenError('aborted', 'The caller aborted the call to Coveo.')
    const { tokens } = issuerUnderTest({ grant: () => Promise.reject(stopped) })
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'internal', cause: { message: stopped.message } })
  })

  it('must return a grant', async () => {
    const loop: Record<string, unknown> = { kind: 'search', userIds: [] }
    loop.commerce = loop
    for (const rubbish of [
      undefined,
      null,
      'search',
      {},
      { kind: 'other' },
      [],
      loop,
      Promise.resolve(7),
      Promise.resolve(),
    ]) {
      const { tokens, coveo } = issuerUnderTest({ grant: () => rubbish as unknown as Grant })
      await expect(tokens.issue(alice)).rejects.toMatchObject({ name: 'TokenError', code: 'grant-invalid' })
      expect(coveo.mints).toHaveLength(0)
    }
  })

  it('cannot hide a field from the copy that is sent', async () => {
    const hidden = searchGrant({ userIds: [identity] })
    Object.defineProperty(hidden, 'filter', { value: '@secret=="x"', enumerable: false })
    const { tokens, coveo } = issuerUnderTest({ grant: () => hidden })
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'grant-invalid' })
    expect(coveo.mints).toHaveLength(0)
  })

  it('rejects with a TokenError for every failure', async () => {
    function boom(): never {
      throw new Error('boom')
    }
    const kind = Object.defineProperty({}, 'kind', { get: boom })
    const userIds = Object.defineProperty({ kind: 'search' }, 'userIds', { get: boom, enumerable: true })
    const thenable = Object.defineProperty({}, 'then', { get: boom })
    for (const grant of [boom, () => kind, async () => kind, () => userIds, async () => userIds, () => thenable]) {
      const { tokens } = issuerUnderTest({ grant: grant as () => Grant })
      const calls = [
        () => tokens.issue(alice),
        () => tokens.reportRejected(alice, 'x'),
        () => tokens.invalidate(alice),
        async () => tokens.peek(alice),
      ]
      for (const call of calls) {
        const outcome = await call().catch((thrown: unknown) => thrown)
        if (outcome !== undefined) expect(outcome).toBeInstanceOf(TokenError)
      }
      await expect(tokens.issue(alice)).rejects.toBeInstanceOf(TokenError)
    }
  })

  it('cannot be an object that inherits fields: a filter in a getter would be missing in the token', async () => {
    class Scoped {
      readonly kind = 'search'
      readonly userIds = [identity]
      get filter(): string {
        return '@team==support'
      }
    }
    for (const grant of [new Scoped(), Object.create(searchGrant({ userIds: [identity] }))]) {
      const { tokens, coveo } = issuerUnderTest({ grant: () => grant })
      await expect(tokens.issue(alice)).rejects.toMatchObject({
        code: 'grant-invalid',
        message: expect.stringContaining('plain object'),
      })
      expect(coveo.mints).toHaveLength(0)
    }
    const bare = Object.assign(Object.create(null), searchGrant({ userIds: [identity] }))
    expect(await issuerUnderTest({ grant: () => bare }).tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })

  it('is checked before anything is sent, and the error names every wrong field', async () => {
    const grants: [Grant, RegExp][] = [
      [searchGrant({ userIds: [] as never }), /userIds/],
      [searchGrant({ userIds: [{ ...identity, name: ' ' }] }), /userIds\.0\.name/],
      [searchGrant({ userIds: [identity], validFor: 60_000, searchHub: '' }), /validFor.*|searchHub.*/],
      [{ ...searchGrant({ userIds: [identity] }), fliter: '@x' } as Grant, /fliter/],
      [platformGrant({ privileges: [] }), /privileges/],
    ]
    for (const [grant, field] of grants) {
      const { tokens, coveo, events } = issuerUnderTest({ grant: () => grant })
      await expect(tokens.issue(alice)).rejects.toMatchObject({
        code: 'grant-invalid',
        message: expect.stringMatching(field),
      })
      expect(coveo.mints).toHaveLength(0)
      expect(events).toEqual([{ type: 'failed', key: expect.any(String), code: 'grant-invalid' }])
    }
  })
})
