import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { emailIdentity, searchGrant } from '../grant.ts'
import type { SharedStore } from '../shared-store.ts'

const alice = 'alice@example.com'
const [second, minute] = [1_000, 60_000]

/** How many calls are under way at Coveo, which takes so long for each. Whoever gives up takes its call back. */
function slowly(under: ReturnType<typeof fleetUnderTest>, mintMs: number) {
  const calls = { underway: 0, most: 0 }
  under.coveo.answerWith((mint) => {
    calls.underway++
    calls.most = Math.max(calls.most, calls.underway)
    return new Promise((resolve, reject) => {
      under.clock.setTimeout(() => resolve(fakeToken(mint)), mintMs)
      mint.signal?.addEventListener('abort', () => reject(mint.signal?.reason))
    }).finally(() => calls.underway--) as never
  })
  return calls
}

describe('many instances that want the same token', () => {
  it('never ask Coveo at the same time, also when it takes longer than anyone waits', async () => {
    const under = fleetUnderTest(6)
    const calls = slowly(under, minute)
    const asked = under.fleet.map((tokens) => tokens.issue(alice).catch(({ code }) => code))
    await under.clock.advance(minute)
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['coveo-timeout']))
    expect(calls.most).toBe(1)
    expect(under.coveo.mints.length).toBeLessThan(4)
  })

  it('outlive one that died, and mint once', async () => {
    const under = fleetUnderTest(0)
    const dead = under.join()
    under.coveo.answerWith(() => new Promise(() => {}))
    dead.issue(alice).catch(() => {})
    await under.clock.advance(1)
    under.faults.mode = 'failing'
    await under.clock.advance(5 * second)
    under.faults.mode = 'none'
    const calls = slowly(under, 1_500)
    const asked = Array.from({ length: 6 }, () => under.join().issue(alice))
    await under.clock.advance(10 * second)
    await Promise.all(asked)
    expect(under.coveo.mints).toHaveLength(2)
    expect(calls.most).toBe(1)
  })

  it('look at the store less often the longer it takes', async () => {
    const under = fleetUnderTest(2)
    slowly(under, 4_900)
    const asked = under.fleet.map((tokens) => tokens.issue(alice))
    await under.clock.advance(5 * second)
    await under.clock.advance(second)
    await Promise.all(asked)
    expect(under.faults.steps).toBeLessThan(50)
  })

  it('are not held up when the answer to a lease was lost', async () => {
    const { join, coveo, clock, store } = fleetUnderTest(0)
    const acquireLease: SharedStore['acquireLease'] = (...asked) =>
      store.acquireLease(...asked).then(() => new Promise(() => {}))
    const minted = join({ store: { ...store, acquireLease } }).issue(alice)
    await clock.advance(second)
    expect((await minted).outcome).toBe('mint')
    expect(await join().issue(alice)).toMatchObject({ outcome: 'shared', token: (await minted).token })
    expect(coveo.mints).toHaveLength(1)
  })

  it('use a token that they found although the lease cannot be given back', async () => {
    const { join, coveo, store } = fleetUnderTest(0)
    const minted = join()
    const releaseLease = () => Promise.reject(new Error('down'))
    const acquireLease: SharedStore['acquireLease'] = async (...asked) => {
      if (coveo.mints.length === 0) await minted.issue(alice)
      return store.acquireLease(...asked)
    }
    expect(await join({ store: { ...store, acquireLease, releaseLease } }).issue(alice)).toMatchObject({
      outcome: 'shared',
    })
    expect(coveo.mints).toHaveLength(1)
  })

  it('give back what they hold before they are closed', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = under.fleet
    under.coveo.answerWith((mint) => (mint.number === 1 ? new Promise(() => {}) : fakeToken(mint)))
    const gone = expect(one?.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await under.clock.advance(1)
    await one?.close()
    await gone
    const { steps } = under.faults
    expect(await two?.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(under.faults.steps - steps).toBe(4)
  })

  it('ask Coveo for nothing once they are closed', async () => {
    const { join, coveo, clock, store } = fleetUnderTest(0)
    const acquireLease: SharedStore['acquireLease'] = async (...asked) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
      return store.acquireLease(...asked)
    }
    const tokens = join({ store: { ...store, acquireLease } })
    const asked = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await clock.advance(50)
    const closed = tokens.close()
    await clock.advance(100)
    await closed
    await asked
    expect(coveo.mints).toHaveLength(0)
    expect(clock.pending).toBe(0)
  })

  it('mint for the user who was asked for, also where the application changes its grant while it waits', async () => {
    const under = fleetUnderTest(0)
    const grant = searchGrant({ userIds: [{ ...emailIdentity('nobody') }] })
    const careless = under.join({}, undefined, (email) => {
      Object.assign(grant.userIds[0] ?? {}, { name: email })
      return grant
    })
    await under.join().issue(alice)
    await under.clock.advance(50 * minute)
    const asked = [careless.issue(alice), careless.issue(alice, { minRemainingMs: 30 * minute }), careless.issue('bob')]
    await under.clock.advance(second)
    const [, hers, his] = await Promise.all(asked)
    const owner = (token = '') => under.coveo.mints[Number(token.split('-')[2]) - 1]?.params.userIds?.[0]?.name
    expect([owner(hers?.token), owner(his?.token)]).toEqual([alice, 'bob'])
    expect(owner((await careless.issue(alice)).token)).toBe(alice)
  })
})
