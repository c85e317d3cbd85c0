import { describe, expect, it } from 'vitest'
import { tokenError } from '../../shared/error-table.ts'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { issuerUnderTest } from '../../testing/issuer-under-test.test.support.ts'
import { createMemoryStore } from '../../testing/memory-store.ts'
import type { SharedStore } from './shared-store.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const second = 1_000

describe('createTokenIssuer, while the shared store or Coveo is down', () => {
  it('continues alone', async () => {
    const { fleet, faults, coveo, errors, events } = fleetUnderTest(2)
    faults.mode = 'failing'
    for (const tokens of fleet) expect((await tokens.issue(alice)).outcome).toBe('mint')
    for (const tokens of fleet) expect((await tokens.issue(alice)).outcome).toBe('hit')
    expect(coveo.mints).toHaveLength(2)
    expect(errors).toHaveLength(2)
    expect(errors[0]).toMatchObject({ code: 'shared-store-failed', cause: { message: 'connection refused' } })
    expect(events.filter(({ type }) => type === 'store-failed')).toMatchObject([
      { code: 'shared-store-failed', pauseMs: 1_000 },
      { code: 'shared-store-failed', pauseMs: 1_000 },
    ])
  })

  it('waits half a second for a store that hangs, once', async () => {
    const { fleet, faults, clock, coveo } = fleetUnderTest(1)
    faults.mode = 'hanging'
    const users = Array.from({ length: 50 }, (_, index) => fleet[0]?.issue(`user${index}@example.com`))
    await clock.advance(499)
    expect(coveo.mints).toHaveLength(0)
    await clock.advance(1)
    expect(coveo.mints).toHaveLength(50)
    await Promise.all(users)
    const { steps } = faults
    expect(await fleet[0]?.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(faults.steps).toBe(steps)
  })

  it('pauses longer after each failure, half a minute at most, and uses the store again once it is back', async () => {
    const { fleet, faults, clock, events, store } = fleetUnderTest(1)
    faults.mode = 'failing'
    let user = 0
    const triedAt: number[] = []
    const start = clock.now()
    for (let step = 0; step < 200; step++) {
      const before = faults.steps
      await fleet[0]?.issue(`user${user++}@example.com`)
      if (faults.steps > before) triedAt.push((clock.now() - start) / second)
      await clock.advance(second)
    }
    expect(triedAt).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121, 151, 181])
    expect(events.filter(({ type }) => type === 'store-failed')).toHaveLength(triedAt.length)
    faults.mode = 'none'
    await clock.advance(30 * second)
    await fleet[0]?.issue(bob)
    expect(store.values.size).toBe(1)
  })

  it('reports one failure for callers that waited at the same time', async () => {
    const { fleet, faults, clock, errors } = fleetUnderTest(1)
    faults.mode = 'hanging'
    const all = Array.from({ length: 20 }, (_, index) => fleet[0]?.issue(`user${index}@example.com`))
    await clock.advance(second)
    await Promise.all(all)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.cause).toMatchObject({ message: 'No response within 500 ms.' })
  })

  it('reads the store during a cool-down, once a second', async () => {
    const { fleet, coveo, clock, faults } = fleetUnderTest(2)
    const [one, two] = fleet
    const refused = tokenError('coveo-refused', 'Coveo refused the call.', { status: 403 })
    coveo.respondWith((mint) => (mint.number === 1 ? Promise.reject(refused) : fakeToken(mint)))
    for (let request = 0; request < 5; request++) await expect(one?.issue(alice)).rejects.toBe(refused)
    const { steps } = faults
    for (let request = 0; request < 50; request++) await expect(one?.issue(alice)).rejects.toBe(refused)
    expect(faults.steps).toBe(steps)
    const minted = await two?.issue(alice)
    await clock.advance(second)
    expect(await one?.issue(alice)).toMatchObject({ outcome: 'shared', token: minted?.token })
    expect(await one?.issue(alice)).toMatchObject({ outcome: 'hit' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('does not cache a token that was read during invalidate', async () => {
    const { join, coveo, store, clock } = fleetUnderTest(0)
    const down = tokenError('coveo-server-error', 'Coveo is down.')
    coveo.respondWith((mint) => (mint.number === 1 ? Promise.reject(down) : fakeToken(mint)))
    const read: SharedStore['read'] = async (name) => {
      const stored = await store.read(name)
      if (stored) await new Promise<void>((resolve) => clock.setTimeout(resolve, 100))
      return stored
    }
    const tokens = join({ store: { ...store, read } })
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await join().issue(alice)
    const found = tokens.issue(alice)
    await clock.advance(50)
    await tokens.invalidate(alice)
    await clock.advance(50)
    expect((await found).outcome).toBe('shared')
    expect(tokens.peek(alice)).toBeUndefined()
  })

  it("redacts the password in the store's error", async () => {
    const { fleet, faults, errors } = fleetUnderTest(1)
    Object.assign(faults, { mode: 'failing', message: 'connect redis://app:hunter2@10.0.0.7:6379 refused' })
    await fleet[0]?.issue(alice)
    const said = errors.map(({ message, remedy, cause }) => [message, remedy, String(cause), (cause as Error).stack])
    expect(JSON.stringify(said)).toContain('redis://[redacted]@10.0.0.7:6379')
    expect(JSON.stringify(said)).not.toContain('hunter2')
  })

  it('ignores errors of onError, thrown or rejected', async () => {
    const { join, faults } = fleetUnderTest(0)
    const broken = () => {
      throw new Error('broken')
    }
    faults.mode = 'failing'
    for (const onError of [broken, () => Promise.reject(new Error('later')) as never]) {
      expect((await join({ onError }).issue(alice)).outcome).toBe('mint')
    }
  })

  it('uses the store again after the clock was put back', async () => {
    const { join, faults, clock, store } = fleetUnderTest(0)
    let aheadMs = 0
    const tokens = join({}, () => clock.now() + aheadMs)
    faults.mode = 'failing'
    await tokens.issue(alice)
    faults.mode = 'none'
    aheadMs = -3_600_000
    await tokens.issue(alice)
    await clock.advance(60_000)
    await tokens.issue(bob)
    expect(store.values.size).toBe(1)
  })

  it('reads the store at most once a second for reports of unknown tokens', async () => {
    const { fleet, faults, clock } = fleetUnderTest(1)
    for (let report = 0; report < 100; report++) await fleet[0]?.reportRejected(alice, `unknown-${report}`)
    expect(faults.steps).toBe(1)
    await clock.advance(second)
    await fleet[0]?.reportRejected(alice, 'unknown')
    expect(faults.steps).toBe(2)
  })

  it('survives a store that returns nonsense', async () => {
    for (const nonsense of [
      null,
      0,
      '',
      'OK',
      [],
      {},
      { value: 7 },
      { value: 'x', remainingMs: 1 },
      { remainingMs: 9 },
    ]) {
      const { join, clock, store, errors } = fleetUnderTest(0)
      const tokens = join({ store: { ...store, read: async () => nonsense as never } })
      expect((await tokens.issue(alice)).outcome).toBe('mint')
      const closed = join({ store: { ...store, acquireLease: async () => nonsense as never } })
      const pending = closed.issue(bob)
      await clock.advance(10 * second)
      expect((await pending).outcome).toBe('mint')
      const sync = join({ store: { ...store, read: () => nonsense as never } })
      expect((await sync.issue(alice)).outcome).toBe('mint')
      for (const { code } of errors) expect(code).toMatch(/^shared-store-(unreadable|failed)$/)
    }
  })
})

describe('createTokenIssuer, options of the shared store', () => {
  it('names a wrong option, and no secret', () => {
    const store = createMemoryStore()
    const secret = fleetSecret
    const wrong: [unknown, RegExp][] = [
      [{ secret }, /shared\.store/],
      [{ store: { ...store, publish: undefined }, secret }, /publish\(\)/],
      [{ store }, /shared\.secret/],
      [{ store, secret: undefined }, /`shared\.secret` is undefined: set the variable .* COVEO_TOKEN_SECRET/],
      [{ store, secret: 'short and known' }, /shared\.secret/],
      [{ store, secret: ' '.repeat(40) }, /shared\.secret/],
      [{ store, secret: [] }, /shared\.secret/],
      [{ store, secret: [secret, 'short and known'] }, /shared\.secret/],
      [{ store, secret: [secret, undefined] }, /shared\.secret/],
      [{ store, secret, timeoutMs: 0 }, /shared\.timeoutMs/],
      [{ store, secret, timeoutMs: 60_001 }, /shared\.timeoutMs/],
      [{ store, secret, localMintsPerMinute: 0 }, /shared\.localMintsPerMinute/],
      [{ store, secret, localMintsPerMinute: 1_000_001 }, /shared\.localMintsPerMinute/],
      [{ store, secret, onError: 'log' }, /shared\.onError/],
    ]
    for (const [shared, message] of wrong) {
      const create = () => issuerUnderTest({ shared: shared as never })
      expect(create).toThrow(TypeError)
      expect(create).toThrow(message)
      expect(create).not.toThrow(/short and known|of the fleet/)
    }
  })

  it('takes a secret of 32 characters, and of no fewer', () => {
    const create = (secret: string) => () => issuerUnderTest({ shared: { store: createMemoryStore(), secret } })
    expect(create('s'.repeat(32))).not.toThrow()
    expect(create('s'.repeat(31))).toThrow(/shared\.secret/)
  })

  it('runs a function of options at first use, and again after it threw', async () => {
    const store = createMemoryStore()
    let calls = 0
    let secret: string | undefined
    const { tokens } = issuerUnderTest({
      shared() {
        calls++
        return { store, secret }
      },
    })
    expect(calls).toBe(0)
    expect(tokens.peek(alice)).toBeUndefined()
    await expect(tokens.issue(alice)).rejects.toThrow(/`shared\.secret` is undefined/)
    secret = fleetSecret
    expect((await tokens.issue(alice)).outcome).toBe('mint')
    expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
    expect(calls).toBe(2)
    expect(store.values.size).toBe(2)
  })

  it('rejects with the reason why a function of options failed', async () => {
    const reason = new Error('REDIS_URL is missing')
    const { tokens } = issuerUnderTest({
      shared() {
        throw reason
      },
    })
    await expect(tokens.issue(alice)).rejects.toBe(reason)
    await expect(tokens.invalidate(alice)).rejects.toBe(reason)
  })

  it('opens nothing to close an issuer that was never used', async () => {
    const { tokens } = issuerUnderTest({ shared: () => Promise.reject(new Error('never')) as never })
    await tokens.close()
  })
})
