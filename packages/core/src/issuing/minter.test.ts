import { describe, expect, it } from 'vitest'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { fleetUnderTest } from '../testing/fleet-under-test.test.support.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { issuerSettings } from './issuer-options.ts'
import { createMinter } from './minter.ts'

const alice = 'alice@example.com'
const hour = 3_600_000

describe('createTokenIssuer, with a Coveo client of the application’s own', () => {
  it.each([
    ['no lifetime', { token: 'minted', remainingMs: hour }],
    ['a negative lifetime', { token: 'minted', remainingMs: hour, lifetimeMs: -hour }],
    ['an endless lifetime', { token: 'minted', remainingMs: Number.POSITIVE_INFINITY, lifetimeMs: hour }],
    ['a lifetime as text', { token: 'minted', remainingMs: '3600000', lifetimeMs: '3600000' }],
    ['no token', { remainingMs: hour, lifetimeMs: hour }],
    ['nothing', undefined],
  ])('rejects the result of a mint with %s, and mints again only after the cool-down', async (_, minted) => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith(() => minted as never)
    for (let request = 0; request < 10; request++) {
      await expect(tokens.issue(alice)).rejects.toMatchObject({
        code: 'internal',
        message: 'The Coveo client of the token issuer failed.',
      })
      await clock.advance(90)
    }
    expect(tokens.peek(alice)).toBeUndefined()
    expect(coveo.mints).toHaveLength(1)
  })
})

describe('createTokenIssuer, with a client that throws instead of rejecting', () => {
  it('keeps nothing of its failed mints', async () => {
    const listeners = new Set<unknown>()
    const never = { aborted: false, reason: undefined, throwIfAborted: () => {} }
    const closing = {
      ...never,
      addEventListener: (_: 'abort', listener: unknown) => void listeners.add(listener),
      removeEventListener: (_: 'abort', listener: unknown) => void listeners.delete(listener),
    }
    const createSearchToken = () => {
      throw new Error('fault')
    }
    const coveo = { ...createFakeCoveo(), createSearchToken }
    const grant = () => searchGrant({ userIds: [emailIdentity(alice)] })
    const { mint } = createMinter({ settings: issuerSettings({ coveo, grant }), closing, emit: undefined })
    const id = { key: 'key', keyHash: '', subject: 'subject' }
    await expect(mint({ id, grant: grant(), background: false, minRemainingMs: 0 })).rejects.toThrow('failed')
    expect(listeners.size).toBe(0)
  })
})

describe('createTokenIssuer, how long a mint under a lease may take', () => {
  it.each([
    ['`mintTimeoutMs`, although the lease lasts longer', { slowMs: 0, limitMs: 5_000 }],
    ['the rest of the lease, after a slow store used up a part of it', { slowMs: 900, limitMs: 4_200 }],
  ])('is %s', async (_, { slowMs, limitMs }) => {
    const { clock, coveo, store, join } = fleetUnderTest(0)
    const slowed = async <Result>(result: Promise<Result>): Promise<Result> => {
      if (slowMs > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, slowMs))
      return result
    }
    let mintedAt = 0
    let abortedAt = 0
    coveo.respondWith(({ signal }) => {
      mintedAt = clock.now()
      signal?.addEventListener('abort', () => {
        abortedAt = clock.now()
      })
      return new Promise(() => {})
    })
    const tokens = join({
      store: {
        ...store,
        read: (name) => slowed(store.read(name)),
        acquireLease: (name, lease) => slowed(store.acquireLease(name, lease)),
      },
    })
    const failed = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-timeout' })
    await clock.advance(20_000)
    await failed
    expect(abortedAt - mintedAt).toBe(limitMs)
  })
})
