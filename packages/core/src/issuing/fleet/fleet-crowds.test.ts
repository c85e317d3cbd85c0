import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { emailIdentity, searchGrant } from '../grant.ts'
import type { SharedStore } from './shared-store.ts'

const alice = 'alice@example.com'
const [second, minute] = [1_000, 60_000]

/** Counts the calls in flight at Coveo, which takes `mintMs` for each. An aborted call ends at once. */
function slowly(under: ReturnType<typeof fleetUnderTest>, mintMs: number) {
  const calls = { inFlight: 0, most: 0 }
  under.coveo.respondWith((mint) => {
    calls.inFlight++
    calls.most = Math.max(calls.most, calls.inFlight)
    return new Promise((resolve, reject) => {
      under.clock.setTimeout(() => resolve(fakeToken(mint)), mintMs)
      mint.signal?.addEventListener('abort', () => reject(mint.signal?.reason))
    }).finally(() => calls.inFlight--) as never
  })
  return calls
}

describe('createTokenIssuer, many instances that need the same token', () => {
  it('call Coveo one at a time, also when a call takes longer than any caller waits', async () => {
    const under = fleetUnderTest(6)
    const calls = slowly(under, minute)
    const pending = under.fleet.map((tokens) => tokens.issue(alice).catch(({ code }) => code))
    await under.clock.advance(minute)
    expect(new Set(await Promise.all(pending))).toEqual(new Set(['coveo-timeout']))
    expect(calls.most).toBe(1)
    expect(under.coveo.mints.length).toBeLessThan(4)
  })

  it('survive an instance that died, and mint once', async () => {
    const under = fleetUnderTest(0)
    const dead = under.join()
    under.coveo.respondWith(() => new Promise(() => {}))
    dead.issue(alice).catch(() => {})
    await under.clock.advance(1)
    under.faults.mode = 'failing'
    await under.clock.advance(5 * second)
    under.faults.mode = 'none'
    const calls = slowly(under, 1_500)
    const pending = Array.from({ length: 6 }, () => under.join().issue(alice))
    await under.clock.advance(10 * second)
    await Promise.all(pending)
    expect(under.coveo.mints).toHaveLength(2)
    expect(calls.most).toBe(1)
  })

  it('poll the store less often the longer the mint takes', async () => {
    const under = fleetUnderTest(2)
    slowly(under, 4_900)
    const pending = under.fleet.map((tokens) => tokens.issue(alice))
    await under.clock.advance(5 * second)
    await under.clock.advance(second)
    await Promise.all(pending)
    expect(under.faults.steps).toBeLessThan(50)
  })

  it('do not wait when the response to a lease was lost', async () => {
    const { join, coveo, clock, store } = fleetUnderTest(0)
    const acquireLease: SharedStore['acquireLease'] = (...args) =>
      store.acquireLease(...args).then(() => new Promise(() => {}))
    const minted = join({ store: { ...store, acquireLease } }).issue(alice)
    await clock.advance(second)
    expect((await minted).outcome).toBe('mint')
    // Its token is not shared: the lease may be younger than the mint. But no lease is left that others would wait for.
    expect(await join().issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('use a token from the store although the lease cannot be released', async () => {
    const { join, coveo, store } = fleetUnderTest(0)
    const minted = join()
    const releaseLease = () => Promise.reject(new Error('down'))
    const acquireLease: SharedStore['acquireLease'] = async (...args) => {
      if (coveo.mints.length === 0) await minted.issue(alice)
      return store.acquireLease(...args)
    }
    expect(await join({ store: { ...store, acquireLease, releaseLease } }).issue(alice)).toMatchObject({
      outcome: 'shared',
    })
    expect(coveo.mints).toHaveLength(1)
  })

  it('release their leases before they are closed', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = under.fleet
    under.coveo.respondWith((mint) => (mint.number === 1 ? new Promise(() => {}) : fakeToken(mint)))
    const gone = expect(one?.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await under.clock.advance(1)
    await one?.close()
    await gone
    const { steps } = under.faults
    expect(await two?.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(under.faults.steps - steps).toBe(4)
  })

  it('do not call Coveo once they are closed', async () => {
    const { join, coveo, clock, store } = fleetUnderTest(0)
    const acquireLease: SharedStore['acquireLease'] = async (...args) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
      return store.acquireLease(...args)
    }
    const tokens = join({ store: { ...store, acquireLease } })
    const pending = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await clock.advance(50)
    const closed = tokens.close()
    await clock.advance(100)
    await closed
    await pending
    expect(coveo.mints).toHaveLength(0)
    expect(clock.pending).toBe(0)
  })

  it('mint for the requested user, also where the application changes its grant meanwhile', async () => {
    const under = fleetUnderTest(0)
    const grant = searchGrant({ userIds: [{ ...emailIdentity('carol') }] })
    const careless = under.join({}, undefined, (email) => {
      Object.assign(grant.userIds[0] ?? {}, { name: email })
      return grant
    })
    await under.join().issue(alice)
    await under.clock.advance(50 * minute)
    const pending = [
      careless.issue(alice),
      careless.issue(alice, { minRemainingMs: 30 * minute }),
      careless.issue('bob'),
    ]
    await under.clock.advance(second)
    const [, forAlice, forBob] = await Promise.all(pending)
    const owner = (token = '') => under.coveo.mints[Number(token.split('-')[2]) - 1]?.grant.userIds?.[0]?.name
    expect([owner(forAlice?.token), owner(forBob?.token)]).toEqual([alice, 'bob'])
    expect(owner((await careless.issue(alice)).token)).toBe(alice)
  })
})
