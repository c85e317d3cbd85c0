import { describe, expect, it } from 'vitest'
import type { FakeClock } from '../../testing/fake-clock.ts'
import { fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { type HeldMint, holdMints } from '../../testing/issuer-under-test.test.support.ts'
import type { TokenIssuer } from '../token-issuer-contract.ts'
import type { SharedStore } from './shared-store.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const [second, hour] = [1_000, 3_600_000]

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

describe('reportRejected, with a shared store', () => {
  it('drops the token for all instances, also where another one minted it', async () => {
    const under = fleetUnderTest(3)
    const [one, two] = pair(under)
    const refused = await one.issue(alice)
    expect(await two.reportRejected(alice, refused.fingerprint)).toEqual({ outcome: 'dropped' })
    const next = await two.issue(alice)
    expect(next).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
    expect(await under.fleet[2]?.issue(alice)).toMatchObject({ outcome: 'shared', token: next.token })
    expect(await one.reportRejected(alice, refused.fingerprint)).toEqual({ outcome: 'dropped' })
    expect(await one.issue(alice)).toMatchObject({ outcome: 'shared', token: next.token })
    expect(under.coveo.mints).toHaveLength(2)
  })

  it('ignores any other token, and limits how often one user may report', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    await one.issue(alice)
    const theirs = await one.issue(bob)
    expect(await two.reportRejected(alice, theirs.fingerprint)).toEqual({ outcome: 'ignored' })
    expect(await two.reportRejected(alice, 'x'.repeat(100_000))).toEqual({ outcome: 'ignored' })
    const outcomes: string[] = []
    for (let report = 0; report < 7; report++) {
      const { fingerprint } = await one.issue(alice)
      await two.issue(alice)
      const { outcome } = await two.reportRejected(alice, fingerprint)
      outcomes.push(outcome)
      await one.reportRejected(alice, fingerprint)
    }
    expect(outcomes).toEqual([...Array(5).fill('dropped'), 'limited', 'limited'])
  })

  it('keeps the token of an instance where the report names the one that the fleet shares', async () => {
    const under = fleetUnderTest(3)
    const [one, two, three] = under.fleet as [TokenIssuer<string>, TokenIssuer<string>, TokenIssuer<string>]
    await one.issue(alice)
    under.faults.mode = 'failing'
    const own = await two.issue(alice)
    under.faults.mode = 'none'
    await under.clock.advance(2 * second)
    const { fingerprint } = await three.issue(alice)
    expect(fingerprint).not.toBe(own.fingerprint)
    expect(await two.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
    expect(two.peek(alice)).toMatchObject({ token: own.token })
  })

  it('searches the store for unknown tokens once a second', async () => {
    const { fleet, faults, clock } = fleetUnderTest(1)
    const report = async () => {
      const before = faults.steps
      expect(await fleet[0]?.reportRejected(alice, 'x'.repeat(16))).toEqual({ outcome: 'ignored' })
      return faults.steps - before
    }
    expect(await report()).toBeGreaterThan(0)
    expect([await report(), await report()]).toEqual([0, 0])
    await clock.advance(second)
    expect(await report()).toBeGreaterThan(0)
  })

  it('does not take the token back from the store', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const refused = await one.issue(alice)
    await two.issue(alice)
    under.faults.mode = 'failing'
    expect(await two.reportRejected(alice, refused.fingerprint)).toEqual({ outcome: 'dropped' })
    under.faults.mode = 'none'
    await under.clock.advance(2 * second)
    expect(await two.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
  })
})

describe('reportRejected, while another instance’s token is read from the store', () => {
  /** A second instance that has read the token of the first, while the store ends its lease. */
  async function whileRead() {
    const under = fleetUnderTest(0)
    const { join, store, clock } = under
    const one = join({ store })
    let reads = 0
    let endLease: () => void = () => {}
    const two = join({
      store: {
        ...store,
        // Published between the first read and the lease.
        read: async (name) => (reads++ === 0 ? undefined : store.read(name)),
        releaseLease: (name, owner) =>
          new Promise((resolve) => {
            endLease = () => resolve(store.releaseLease(name, owner))
          }),
      },
    })
    const rejected = await one.issue(alice)
    const waiting = two.issue(alice)
    await clock.advance(1)
    return { ...under, one, two, rejected, waiting, endLease: () => endLease() }
  }

  it('mints a token for its callers', async () => {
    const { two, rejected, waiting, endLease } = await whileRead()
    expect(await two.reportRejected(alice, rejected.fingerprint)).toEqual({ outcome: 'dropped' })
    endLease()
    expect(await waiting).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
    expect(await two.issue(alice)).toMatchObject({ outcome: 'hit', token: 'search-token-2' })
  })

  it('does not cache the token that another instance reported', async () => {
    const { one, two, clock, rejected, waiting, endLease } = await whileRead()
    await one.reportRejected(alice, rejected.fingerprint)
    await clock.advance(1)
    endLease()
    await waiting
    expect(two.peek(alice)).toBeUndefined()
    expect(await two.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
  })
})

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
