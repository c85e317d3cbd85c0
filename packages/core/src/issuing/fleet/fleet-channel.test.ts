import { describe, expect, it } from 'vitest'
import { tokenError } from '../../shared/error-table.ts'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { createMemoryStore } from '../../testing/memory-store.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const second = 1_000

/** Lets messages arrive. */
function delivered(under: ReturnType<typeof fleetUnderTest>): Promise<void> {
  return under.clock.advance(1)
}

describe('createTokenIssuer, messages between instances', () => {
  it('drop an invalidated token from the memory of every instance, and no other', async () => {
    const under = fleetUnderTest(0)
    const { store } = under
    const fleet = [under.join({ store }), under.join({ store }), under.join({ store })]
    for (const tokens of fleet) for (const user of [alice, bob]) await tokens.issue(user)
    await fleet[0]?.invalidate(alice)
    await delivered(under)
    for (const tokens of fleet) {
      expect(tokens.peek(alice)).toBeUndefined()
      expect(tokens.peek(bob)).toBeDefined()
    }
    for (const tokens of fleet) expect((await tokens.issue(alice)).token).toBe('search-token-3')
    expect(under.coveo.mints).toHaveLength(3)
  })

  it('drop a rejected token from the memory of every instance that has it', async () => {
    const under = fleetUnderTest(0)
    const { store } = under
    const [one, two, three] = [under.join({ store }), under.join({ store }), under.join({ store })]
    const rejected = await one.issue(alice)
    await two.issue(alice)
    await one.reportRejected(alice, rejected.fingerprint)
    const next = await three.issue(alice)
    await delivered(under)
    expect(two.peek(alice)).toBeUndefined()
    expect(three.peek(alice)?.token).toBe(next.token)
    await one.reportRejected(alice, rejected.fingerprint)
    await delivered(under)
    expect(three.peek(alice)?.token).toBe(next.token)
  })

  it('let a renewal in flight serve its callers only, after another instance invalidated the key', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    const one = under.join({ store })
    const two = under.join({
      store: {
        ...store,
        read: async (name) => {
          const stored = await store.read(name)
          await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
          return stored
        },
      },
    })
    await one.issue(alice)
    const old = two.issue(alice)
    await clock.advance(50)
    await one.invalidate(alice)
    await clock.advance(50)
    expect((await old).outcome).toBe('shared')
    expect(two.peek(alice)).toBeUndefined()
  })

  it('share the Retry-After of Coveo: no other instance calls before its end', async () => {
    const under = fleetUnderTest(0)
    const { store, coveo, clock } = under
    const [one, two] = [under.join({ store }), under.join({ store })]
    await two.issue(bob)
    coveo.respondWith((mint) => {
      if (mint.number > 2) return fakeToken(mint)
      throw tokenError('coveo-rate-limited', 'Coveo limits the calls.', { retryAfterMs: 20 * second })
    })
    await expect(one.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
    await delivered(under)
    for (const user of [alice, 'carol@example.com']) {
      await expect(two.issue(user)).rejects.toMatchObject({
        code: 'coveo-rate-limited',
        retryAfterMs: 20 * second - 1,
      })
    }
    expect(coveo.mints).toHaveLength(2)
    expect((await two.issue(bob)).outcome).toBe('hit')
    await clock.advance(20 * second)
    expect((await two.issue(alice)).outcome).toBe('mint')
  })

  it.each([
    ['a failure of another kind', 'coveo-server-error', 20 * second],
    ['a rate limit without a Retry-After', 'coveo-rate-limited', undefined],
  ] as const)('share no pause after %s', async (_, code, retryAfterMs) => {
    const under = fleetUnderTest(0)
    const { store, coveo } = under
    const messages: string[] = []
    await store.subscribe?.((message) => messages.push(message))
    coveo.respondWith(() => {
      throw tokenError(code, 'Coveo failed.', { retryAfterMs })
    })
    const tokens = under.join({ store })
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code })
    await tokens.close()
    expect(messages).toEqual([])
    expect(under.errors).toEqual([])
  })

  it('are ignored from another application, and never contain a user', async () => {
    const under = fleetUnderTest(0)
    const { store, errors } = under
    const seen: string[] = []
    await store.subscribe?.((message) => seen.push(message))
    const one = under.join({ store })
    const foreign = under.join({ store, secret: 'the secret of another application, as long' })
    await one.issue(alice)
    await foreign.issue(alice)
    await foreign.invalidate(alice)
    for (const nonsense of ['', 'null', '{}', '1.a.b.c', 'x'.repeat(100_000)]) await store.broadcast?.(nonsense)
    await delivered(under)
    expect(one.peek(alice)).toBeDefined()
    expect(errors).toEqual([])
    expect(seen.join()).not.toMatch(/alice|example/)
  })

  it('reject invalidate where they could not be sent', async () => {
    const under = fleetUnderTest(0)
    const broadcast = () => Promise.reject(new Error('NOPERM'))
    const tokens = under.join({ store: { ...createMemoryStore(under.clock), broadcast } })
    await tokens.issue(alice)
    await expect(tokens.invalidate(alice)).rejects.toMatchObject({ code: 'shared-store-failed' })
    expect(tokens.peek(alice)).toBeUndefined()
  })

  it.each([
    ['rejects', () => Promise.reject(new Error('NOPERM'))],
    ['never responds to', () => new Promise<never>(() => {})],
  ])('change nothing else where the store %s them', async (_, broadcast) => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    const tokens = under.join({ store: { ...store, broadcast } })
    await tokens.issue(alice)
    const failed = tokens.invalidate('carol@example.com').catch(({ code }) => code)
    await clock.advance(second)
    expect(await failed).toBe('shared-store-failed')
    await under.join({ store }).issue(bob)
    expect(await tokens.issue(bob)).toMatchObject({ outcome: 'shared' })
  })

  it('reach every memory also where the store refuses the rest of a revocation', async () => {
    const under = fleetUnderTest(0)
    const { store } = under
    const noperm = () => Promise.reject(new Error('NOPERM'))
    const refusing = { ...store, invalidate: noperm, deleteIfEqual: noperm }
    const [one, two] = [under.join({ store: refusing }), under.join({ store })]
    for (const tokens of [one, two]) for (const user of [alice, bob]) await tokens.issue(user)
    await expect(one.invalidate(alice)).rejects.toMatchObject({ code: 'shared-store-failed' })
    await one.reportRejected(bob, one.peek(bob)?.fingerprint ?? '')
    await delivered(under)
    for (const user of [alice, bob]) expect(two.peek(user)).toBeUndefined()
  })

  it('report a refused subscription, and retry it later', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    let attempts = 0
    const subscribe: typeof store.subscribe = async (listener) => {
      if (attempts++ === 0) throw new Error('NOPERM')
      return (await store.subscribe?.(listener)) ?? (async () => {})
    }
    const two = under.join({ store: { ...store, subscribe } })
    for (let request = 0; request < 3; request++) await two.issue(`${request}@example.com`)
    expect(under.errors).toMatchObject([{ code: 'shared-store-failed', cause: { message: 'NOPERM' } }])
    // It concerns no key.
    expect(under.events.filter(({ type }) => type === 'store-failed')).toMatchObject([{ key: '' }])
    await clock.advance(10 * second)
    await two.issue(alice)
    await under.join({ store }).invalidate(alice)
    await delivered(under)
    expect(two.peek(alice)).toBeUndefined()
    expect(attempts).toBe(2)
  })

  it('retry a refused subscription also while every token is in memory', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    let attempts = 0
    const subscribe: typeof store.subscribe = async (listener) => {
      if (attempts++ < 2) throw new Error('NOPERM')
      return (await store.subscribe?.(listener)) ?? (async () => {})
    }
    const two = under.join({ store: { ...store, subscribe } })
    await two.issue(alice)
    await clock.advance(20 * second)
    expect(attempts).toBe(3)
    await under.join({ store }).invalidate(alice)
    await delivered(under)
    expect(two.peek(alice)).toBeUndefined()
  })

  it('retry no subscription after the instance was closed', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    let attempts = 0
    async function subscribe(): Promise<never> {
      attempts++
      throw new Error('NOPERM')
    }
    const tokens = under.join({ store: { ...store, subscribe } })
    await tokens.issue(alice)
    await tokens.close()
    await clock.advance(60 * second)
    expect(attempts).toBe(1)
    expect(under.errors).toHaveLength(1)
  })

  it('retry no subscription that fails after the instance was closed', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    let attempts = 0
    async function subscribe(): Promise<never> {
      attempts++
      await new Promise<void>((resolve) => clock.setTimeout(resolve, second))
      throw new Error('NOPERM')
    }
    const tokens = under.join({ store: { ...store, subscribe } })
    const issued = tokens.issue(alice)
    await clock.advance(500)
    await issued
    await tokens.close()
    await clock.advance(60 * second)
    expect(attempts).toBe(1)
  })

  it('end also where the subscription opens after the instance was closed', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    const calls: string[] = []
    const subscribe: typeof store.subscribe = async () => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, second))
      calls.push('open')
      return async () => void calls.push('end')
    }
    const tokens = under.join({ store: { ...store, subscribe } })
    const issued = tokens.issue(alice)
    await clock.advance(500)
    await issued
    await tokens.close()
    await clock.advance(second)
    expect(calls).toEqual(['open', 'end'])
    expect(under.errors).toEqual([])
  })

  it('leave the next token of the sender in memory, however late its own message arrives', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    const subscribe: typeof store.subscribe = async (listener) =>
      (await store.subscribe?.((message) => void clock.setTimeout(() => listener(message), second))) ?? (async () => {})
    const tokens = under.join({ store: { ...store, subscribe } })
    await tokens.issue(alice)
    await tokens.invalidate(alice)
    const next = await tokens.issue(alice)
    await clock.advance(second)
    expect(tokens.peek(alice)?.token).toBe(next.token)
  })

  it('are reported where the store misses them', async () => {
    const under = fleetUnderTest(0)
    const { store } = under
    const subscribe: typeof store.subscribe = async (_, onFailure) => {
      onFailure?.(new Error('The log cannot be read.'))
      return async () => {}
    }
    await under.join({ store: { ...store, subscribe } }).issue(alice)
    expect(under.errors).toMatchObject([{ code: 'shared-store-failed', cause: { message: 'The log cannot be read.' } }])
  })

  it('end with the instance', async () => {
    const under = fleetUnderTest(0)
    const { store } = under
    let subscriptions = 0
    const subscribe: typeof store.subscribe = async () => {
      subscriptions++
      return async () => void subscriptions--
    }
    const tokens = under.join({ store: { ...store, subscribe } })
    await tokens.issue(alice)
    expect(subscriptions).toBe(1)
    await tokens.close()
    expect(subscriptions).toBe(0)
  })

  it('do not delay the first request by more than the limit', async () => {
    const under = fleetUnderTest(0)
    const subscribe = () => new Promise<never>(() => {})
    const issued = under.join({ store: { ...under.store, subscribe } }).issue(alice)
    await under.clock.advance(500)
    expect((await issued).outcome).toBe('mint')
  })
})
