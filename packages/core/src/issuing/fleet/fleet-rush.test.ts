import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import type { SharedStore } from './shared-store.ts'

const callMs = 4

/** A store that runs one call after the other, each for `callMs`. */
function oneAtATime(store: SharedStore, pass: (ms: number) => Promise<void>): SharedStore {
  let last: Promise<unknown> = Promise.resolve()
  function queued<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = last.then(() => pass(callMs)).then(run)
    last = result.catch(() => {})
    return result
  }
  return {
    ...store,
    read: (name) => queued(() => store.read(name)),
    acquireLease: (name, lease) => queued(() => store.acquireLease(name, lease)),
    publish: (name, publication) => queued(() => store.publish(name, publication)),
    releaseLease: (name, owner) => queued(() => store.releaseLease(name, owner)),
  }
}

describe('createTokenIssuer, many users who sign in at the same moment', () => {
  it('mints once for each user, and none of them receives an error', async () => {
    const { join, store, clock, coveo, errors } = fleetUnderTest(0)
    const pass = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms))
    coveo.respondWith((mint) => pass(80).then(() => fakeToken(mint)) as never)
    const slow = oneAtATime(store, pass)
    const fleet = [join({ store: slow }), join({ store: slow })]
    const users = Array.from({ length: 400 }, (_, index) => `user${index}@example.com`)
    const pending = Promise.all(fleet.flatMap((tokens) => users.map((user) => tokens.issue(user))))
    await clock.advance(60_000)
    await pending
    expect(coveo.mints).toHaveLength(users.length)
    expect(errors).toEqual([])
  })
})

describe('createTokenIssuer, many users who sign in while Coveo is slow', () => {
  it('waits for Coveo once, however many mints are in flight', async () => {
    const { join, store, clock, coveo, errors } = fleetUnderTest(0)
    coveo.respondWith(
      (mint) => new Promise<void>((resolve) => clock.setTimeout(resolve, 3_000)).then(() => fakeToken(mint)) as never,
    )
    const tokens = join({ store })
    const start = clock.now()
    const pending = Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        await tokens.issue(`user${index}@example.com`)
        return clock.now() - start
      }),
    )
    await clock.advance(20_000)
    expect(Math.max(...(await pending))).toBeLessThan(2 * 3_000)
    expect(coveo.mints).toHaveLength(100)
    expect(errors).toEqual([])
  })
})

describe('createTokenIssuer, a store whose every call takes longer than its limit, but not twice as long', () => {
  it('mints under its lease in the time that is left of it', async () => {
    const { join, store, clock, coveo } = fleetUnderTest(0)
    const pass = () => new Promise<void>((resolve) => clock.setTimeout(resolve, 700))
    const slow: SharedStore = {
      ...store,
      read: (name) => pass().then(() => store.read(name)),
      acquireLease: (name, lease) => pass().then(() => store.acquireLease(name, lease)),
    }
    const pending = Promise.all([slow, slow].map((own) => join({ store: own }).issue('alice@example.com')))
    await clock.advance(30_000)
    expect((await pending).map(({ outcome }) => outcome).sort()).toEqual(['mint', 'shared'])
    expect(coveo.mints).toHaveLength(1)
  })
})
