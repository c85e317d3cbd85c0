import { describe, expect, it } from 'vitest'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import type { TokenIssuer } from '../token-issuer-contract.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const second = 1_000

function pair(under: ReturnType<typeof fleetUnderTest>): [TokenIssuer<string>, TokenIssuer<string>] {
  return under.fleet as [TokenIssuer<string>, TokenIssuer<string>]
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

  it('keeps another token of an instance that receives the report', async () => {
    const { join, store, clock } = fleetUnderTest(0)
    const one = join({ store })
    const publish = () => Promise.reject(new Error('READONLY'))
    const two = join({ store: { ...store, read: async () => undefined, publish } })
    const { fingerprint } = await one.issue(alice)
    const own = await two.issue(alice)
    expect(own.fingerprint).not.toBe(fingerprint)
    expect(await one.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
    await clock.advance(1)
    expect(two.peek(alice)).toMatchObject({ token: own.token })
    expect(await two.issue(alice)).toMatchObject({ outcome: 'hit', token: own.token })
  })

  it('reports nothing where the store no longer has the token', async () => {
    const under = fleetUnderTest(1)
    const [one] = pair(under)
    const { fingerprint } = await one.issue(alice)
    for (const name of under.store.values.keys()) await under.store.invalidate(name)
    expect(await one.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
    expect(under.errors).toEqual([])
  })

  it('resolves where no message can be sent, and reports the reason', async () => {
    const { join, store, errors } = fleetUnderTest(0)
    const one = join({ store: { ...store, broadcast: () => Promise.reject(new Error('NOPERM')) } })
    const { fingerprint } = await one.issue(alice)
    expect(await one.reportRejected(alice, fingerprint)).toEqual({ outcome: 'dropped' })
    expect(errors).toEqual([expect.objectContaining({ code: 'shared-store-failed' })])
    expect(errors[0]?.cause).toMatchObject({ message: 'NOPERM' })
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
