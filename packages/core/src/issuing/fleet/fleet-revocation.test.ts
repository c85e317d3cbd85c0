import { describe, expect, it } from 'vitest'
import type { FakeClock } from '../../testing/fake-clock.ts'
import { fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { type HeldMint, holdMints } from '../../testing/issuer-under-test.test.support.ts'
import type { TokenIssuer } from '../token-issuer-contract.ts'
import type { SharedStore } from './shared-store.ts'

const alice = 'alice@example.com'
const hour = 3_600_000

function pair(under: ReturnType<typeof fleetUnderTest>): [TokenIssuer<string>, TokenIssuer<string>] {
  return under.fleet as [TokenIssuer<string>, TokenIssuer<string>]
}

function minted(token: string): { token: string; remainingMs: number; lifetimeMs: number } {
  return { token, remainingMs: hour, lifetimeMs: hour }
}

/** The next `issue` mints: its token comes from the second held mint. */
async function expectMintAnew(
  tokens: TokenIssuer<string>,
  { clock, held }: { clock: FakeClock; held: HeldMint[] },
): Promise<void> {
  const next = tokens.issue(alice)
  await clock.advance(1)
  held[1]?.resolve(minted('new'))
  expect((await next).token).toBe('new')
}

describe('invalidate, with a shared store', () => {
  it('reaches every instance that has no token in memory', async () => {
    const under = fleetUnderTest(3)
    const [one, two] = pair(under)
    await one.issue(alice)
    await two.invalidate(alice)
    expect(await under.fleet[2]?.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
  })

  it('does not share a token that was being minted before', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const held = holdMints(under.coveo)
    const old = one.issue(alice)
    await under.clock.advance(1)
    await two.invalidate(alice)
    held[0]?.resolve(minted('old'))
    expect((await old).token).toBe('old')
    await expectMintAnew(two, { clock: under.clock, held })
  })

  it('rejects when the store could not be reached', async () => {
    const under = fleetUnderTest(1)
    const [one] = pair(under)
    under.faults.mode = 'failing'
    await expect(one.invalidate(alice)).rejects.toMatchObject({ code: 'shared-store-failed', retryable: true })
    expect(one.peek(alice)).toBeUndefined()
  })

  it('reaches the store also while it is left alone after a failure', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    await one.issue(alice)
    under.faults.mode = 'failing'
    await one.issue('bob@example.com')
    under.faults.mode = 'none'
    await one.invalidate(alice)
    expect(await two.issue(alice)).toMatchObject({ outcome: 'mint' })
  })
})

describe('invalidate, with a shared store, during other calls', () => {
  /** An instance with a store without messages, whose invalidation takes 100 ms. */
  function slowInstance() {
    const { join, clock, store } = fleetUnderTest(0)
    const { broadcast: _, subscribe: __, ...plain } = store
    const invalidate: SharedStore['invalidate'] = async (name) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
      return store.invalidate(name)
    }
    return { join, clock, store, tokens: join({ store: { ...plain, invalidate } }) }
  }

  it('does not cache a token that was read from the store meanwhile', async () => {
    const { join, clock, tokens } = slowInstance()
    await join().issue(alice)
    const forgotten = tokens.invalidate(alice)
    await clock.advance(1)
    expect((await tokens.issue(alice)).outcome).toBe('shared')
    await clock.advance(100)
    await forgotten
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
  })

  it('returns the cached token to no caller, also before the store has responded', async () => {
    const { clock, tokens } = slowInstance()
    await tokens.issue(alice)
    const forgotten = tokens.invalidate(alice)
    await clock.advance(1)
    expect(tokens.peek(alice)).toBeUndefined()
    await clock.advance(100)
    await forgotten
  })

  it('returns the older token to callers that wait for it, and to no later caller, on any instance', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const held = holdMints(under.coveo)
    const waiting = two.issue(alice)
    await under.clock.advance(1)
    await one.invalidate(alice)
    held[0]?.resolve(minted('old'))
    expect((await waiting).token).toBe('old')
    expect(two.peek(alice)).toBeUndefined()
    await expectMintAnew(two, { clock: under.clock, held })
  })

  it('waits for every name of a key before it rejects', async () => {
    const { join, store, clock } = fleetUnderTest(0)
    const ended: string[] = []
    let calls = 0
    const invalidate: SharedStore['invalidate'] = async (name) => {
      if (calls++ === 0) throw new Error('down')
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
      ended.push(name)
    }
    const tokens = join({
      store: { ...store, invalidate },
      secret: [fleetSecret, 'the next secret of the fleet, as long as it'],
    })
    const failed = tokens.invalidate(alice).catch(({ code }) => [code, ended.length])
    await clock.advance(100)
    expect(await failed).toEqual(['shared-store-failed', 1])
  })

  it('deletes a rejected token under one name, also where the other one cannot be read', async () => {
    const { join, store } = fleetUnderTest(0)
    const next = 'the next secret of the fleet, as long as it'
    const { fingerprint } = await join({ secret: next }).issue(alice)
    let calls = 0
    const read: SharedStore['read'] = (name) =>
      calls++ % 2 === 0 ? Promise.reject(new Error('down')) : store.read(name)
    const both = join({ store: { ...store, read }, secret: [fleetSecret, next] })
    expect(await both.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
    expect(await join({ secret: next }).issue(alice)).toMatchObject({ outcome: 'mint' })
  })

  it('invalidates every name of a key, also when the first one fails', async () => {
    const { join, store } = fleetUnderTest(0)
    const names: string[] = []
    const invalidate: SharedStore['invalidate'] = async (name) => {
      names.push(name)
      if (names.length === 1) throw new Error('down')
    }
    const tokens = join({
      store: { ...store, invalidate },
      secret: [fleetSecret, 'the next secret of the fleet, as long as it'],
    })
    await expect(tokens.invalidate(alice)).rejects.toMatchObject({ code: 'shared-store-failed' })
    expect(new Set(names).size).toBe(2)
  })
})

describe('invalidate, while the calls of another instance wait for their connection', () => {
  it('is not undone by the token that the other instance minted meanwhile', async () => {
    const { join, store, clock } = fleetUnderTest(0)
    let isConnected = true
    const queue: (() => void)[] = []
    /** A client that keeps calls while it has no connection, and sends them all when it has one again. */
    async function call<Result>(run: () => Promise<Result>): Promise<Result> {
      if (!isConnected) await new Promise<void>((resolve) => queue.push(resolve))
      return run()
    }
    const cut = join({
      store: {
        ...store,
        acquireLease(name, lease) {
          isConnected = false
          return call(() => store.acquireLease(name, lease))
        },
        publish: (name, publication) => call(() => store.publish(name, publication)),
        releaseLease: (name, owner) => call(() => store.releaseLease(name, owner)),
      },
    })
    const other = join()
    const minting = cut.issue(alice)
    await clock.advance(2_000)
    const { token } = await minting
    await other.invalidate(alice)
    isConnected = true
    for (const send of queue.splice(0)) {
      send()
      await clock.advance(1)
    }
    await clock.advance(1_000)
    expect(await join().issue(alice)).toMatchObject({ outcome: 'mint' })
    expect((await other.issue(alice)).token).not.toBe(token)
  })
})
