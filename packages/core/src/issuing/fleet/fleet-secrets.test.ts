import { describe, expect, it } from 'vitest'
import { type FleetUnderTest, fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const minute = 60_000

describe('createTokenIssuer, a shared value that is no token of the fleet', () => {
  async function afterwards(spoil: (value: string, all: readonly string[]) => string) {
    const under = fleetUnderTest(2)
    const [one, two] = under.fleet
    await one?.issue(bob)
    await one?.issue(alice)
    const [[, bobs], [name, alices]] = [...under.store.values] as [[string, string], [string, string]]
    await under.store.acquireLease(name, { owner: 'intruder', leaseMs: minute })
    await under.store.publish(name, { owner: 'intruder', value: spoil(alices, [bobs]), keepMs: 60 * minute })
    const next = await two?.issue(alice)
    return { ...under, next, alices: await one?.issue(alice) }
  }

  const spoilt: [string, (value: string, all: readonly string[]) => string][] = [
    [
      'was changed in one character',
      (value) => value.slice(0, -9) + (value.at(-9) === 'A' ? 'B' : 'A') + value.slice(-8),
    ],
    ['was cut off', (value) => value.slice(0, -30)],
    ['was moved there from another user', (_, [bobs = '']) => bobs],
    ['has another version', (value) => value.replace(/^1/, '2')],
    ['has more parts', (value) => `${value}.x`],
    ['is of another secret', (value) => value.replace(/^1\.[^.]+/, '1.AAAAAAAA')],
    ['is empty', () => ''],
    ['is garbage', () => '\u0000\ud800{}'],
    ['is 10 MB long', () => 'A'.repeat(10_000_000)],
  ]

  for (const [how, spoil] of spoilt) {
    it(`is reported and replaced when it ${how}`, async () => {
      const { next, alices, coveo, errors } = await afterwards(spoil)
      expect(next).toMatchObject({ outcome: 'mint', token: 'search-token-3' })
      expect(alices?.token).toBe('search-token-2')
      expect(coveo.mints[2]?.grant).toMatchObject({ userIds: [{ name: alice }] })
      expect(errors[0]).toMatchObject({ code: 'shared-store-unreadable' })
    })
  }
})

describe('createTokenIssuer, values in the shared store', () => {
  it('contain neither a user nor a token nor the API key', async () => {
    const { fleet, store, coveo } = fleetUnderTest(1)
    const { token, fingerprint } = (await fleet[0]?.issue(alice)) ?? {}
    const seen = JSON.stringify([...store.values])
    for (const secret of [alice, 'alice', token, fingerprint, coveo.organizationId, fleetSecret]) {
      expect(seen).not.toContain(secret)
      expect(seen).not.toContain(btoa(String(secret)).replace(/=+$/, ''))
    }
    expect(seen).toMatch(/^\[\["[\w-]{43}","1\.[\w-]{8}\.[\w-]{16}\.[\w-]+"\]\]$/)
  })

  it('are never the same twice', async () => {
    const { fleet, store } = fleetUnderTest(1)
    await fleet[0]?.issue(alice)
    const [[name, before]] = [...store.values] as [[string, string]]
    await fleet[0]?.invalidate(alice)
    await fleet[0]?.issue(alice)
    expect(store.values.get(name)).toBeDefined()
    expect(store.values.get(name)).not.toBe(before)
  })
})

describe('createTokenIssuer, a new secret', () => {
  it('is introduced without a mint', async () => {
    const next = 'the next secret of the fleet, as long as it'
    const { join, coveo, errors } = fleetUnderTest(0)
    const old = join()
    const minted = await old.issue(alice)
    const ready = join({ secret: [fleetSecret, next] })
    expect(await ready.issue(alice)).toMatchObject({ outcome: 'shared', token: minted.token })
    const changed = join({ secret: [next, fleetSecret] })
    expect(await changed.issue(alice)).toMatchObject({ outcome: 'shared', token: minted.token })
    await changed.issue(bob)
    expect(await ready.issue(bob)).toMatchObject({ outcome: 'shared' })
    expect(coveo.mints).toHaveLength(2)
    expect(errors).toEqual([])
    expect(await join({ secret: next }).issue(bob)).toMatchObject({ outcome: 'shared' })
    const refused = await ready.issue(alice)
    expect(await changed.reportRejected(alice, refused.fingerprint)).toEqual({ outcome: 'dropped' })
    expect(await join().issue(alice)).toMatchObject({ outcome: 'mint' })
    await changed.invalidate(bob)
    expect(await join({ secret: next }).issue(bob)).toMatchObject({ outcome: 'mint' })
  })
})

describe('createTokenIssuer, instances with different secrets', () => {
  const other = 'another secret, by mistake, as long as it'

  /** Each instance mints for a new user, once a minute. */
  async function mintFor(minutes: number, { fleet, clock }: Pick<FleetUnderTest, 'fleet' | 'clock'>): Promise<void> {
    for (let passed = 0; passed < minutes; passed++) {
      for (const tokens of fleet) await tokens.issue(`${clock.now()}.${alice}`)
      await clock.advance(minute)
    }
  }

  it('reports it once, with the remedy and without the secrets', async () => {
    const { join, coveo, clock, errors, events, store } = fleetUnderTest(0)
    const fleet = [join(), join({ secret: [other, 'one more secret, that is long enough too'] })]
    for (const tokens of fleet) await tokens.issue(alice)
    expect(coveo.mints).toHaveLength(2)
    await mintFor(3, { fleet, clock })
    expect(errors).toMatchObject([
      {
        code: 'shared-store-unreadable',
        message: expect.stringMatching(/a secret that this instance does not have/),
        remedy: expect.stringMatching(/same `shared.secret` on every instance/),
      },
    ])
    const names = [...store.values].flatMap(([name, value]) => [name, value.split('.')[1]])
    for (const secret of [fleetSecret, other, ...names]) expect(JSON.stringify(errors)).not.toContain(secret)
    await mintFor(20, { fleet, clock })
    // By each instance that found the lease of the other.
    expect(errors.length).toBeLessThanOrEqual(2)
    expect(events.filter(({ type }) => type === 'store-failed')).toHaveLength(errors.length)
  })

  it('checks at most once a minute, and not in the first one', async () => {
    const { join, store, clock } = fleetUnderTest(0)
    const checkedAt: number[] = []
    const startedAt = clock.now()
    const acquireLease: typeof store.acquireLease = (name, lease) => {
      if (lease.leaseMs === 5 * minute) checkedAt.push(clock.now() - startedAt)
      return store.acquireLease(name, lease)
    }
    const tokens = join({ store: { ...store, acquireLease } })
    for (let mint = 0; mint < 12; mint++) {
      await tokens.issue(`${mint}.${alice}`)
      await clock.advance(minute / 4)
    }
    expect(checkedAt).toEqual([minute, 2 * minute])
  })

  it('reports nothing about an instance that ended minutes ago', async () => {
    const { join, clock, errors } = fleetUnderTest(0)
    await mintFor(3, { fleet: [join()], clock })
    await clock.advance(5 * minute)
    await mintFor(3, { fleet: [join({ secret: other })], clock })
    expect(errors).toEqual([])
  })

  it('reports nothing while the store fails', async () => {
    const { join, clock, errors, faults } = fleetUnderTest(0)
    const fleet = [join()]
    await mintFor(2, { fleet, clock })
    faults.mode = 'failing'
    await mintFor(2, { fleet, clock })
    expect(errors.map(({ code }) => code)).not.toContain('shared-store-unreadable')
  })

  it('reports nothing while the secret is changed in the documented steps, one instance after the other', async () => {
    const { join, clock, errors } = fleetUnderTest(0)
    const fleet = [join(), join(), join()]
    const steps = [[fleetSecret, other], [other, fleetSecret], [other]]
    let mints = 0
    for (const secret of steps) {
      for (const index of fleet.keys()) {
        fleet[index] = join({ secret })
        // Each of them mints, in the order of the instances and in the other one.
        for (const tokens of [...fleet, ...fleet.toReversed()]) await tokens.issue(`${++mints}@example.com`)
        await clock.advance(2 * minute)
      }
      await clock.advance(60 * minute)
    }
    expect(errors).toEqual([])
  })
})
