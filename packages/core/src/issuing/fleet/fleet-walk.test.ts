import { beforeAll, describe, expect, it } from 'vitest'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { type Limits, walk } from '../../testing/fleet-walk.test.support.ts'
import { type User, users, type WorldOptions } from '../../testing/fleet-world-contract.test.support.ts'
import { stubWebCrypto } from '../../testing/stub-web-crypto.test.support.ts'
import { emailIdentity, searchGrant } from '../grant.ts'
import type { SharedStore } from './shared-store.ts'

/** Longer walks take minutes to hours: `WALK_DEPTH=12`, or two events that disturb: `WALK_TROUBLES=2 WALK_DEPTH=7`. */
const depth = Number(process.env.WALK_DEPTH ?? 10)
const most = Number(process.env.WALK_TROUBLES ?? 1)
/** `pnpm test:walk 6` visits every order of six events without limits. */
const unlimitedDepth = Number(process.env.WALK_EVENTS ?? 4)

/**
 * The orders of up to ten events have at most two requests, and one event that disturbs. Without limits each further event makes eight
 * times as many states: some 10^8 of up to ten. So a second walk visits every order of fewer events, without limits.
 */
const limits: Limits = {
  troubles: most,
  issue: 2,
  step: 10,
  invalidate: 1,
  report: 1,
  freeze: 1,
  lose: 1,
  down: 1,
  back: 1,
  tick: 1,
  stall: 0,
  mend: 1,
}
const unlimited = Object.fromEntries(Object.keys(limits).map((event) => [event, Number.POSITIVE_INFINITY])) as Limits

async function userNames(): Promise<ReadonlyMap<string, User>> {
  const names = new Map<string, User>()
  for (const user of users) {
    const { join, store } = fleetUnderTest(0)
    await join().issue(user)
    for (const name of store.values.keys()) names.set(name, user)
  }
  return names
}

describe('createTokenIssuer, three instances and two users', () => {
  let names: ReadonlyMap<string, User>
  beforeAll(async () => {
    Error.stackTraceLimit = 0
    stubWebCrypto()
    names = await userNames()
  })

  it('mints once per lease, returns no crossed, ended or invalidated token, and lets no caller wait for ever, in every order of ten events with at most two requests and one disturbance', async () => {
    stubWebCrypto()
    const { states, faults } = await walk({ names, limits, events: depth })
    process.stdout.write(`fleet walk: ${states} distinct states of up to ${depth} events\n`)
    expect(Object.fromEntries(faults)).toEqual({})
  }, 600_000)

  it(`does so in every order of ${unlimitedDepth} events without limits`, async () => {
    stubWebCrypto()
    const { states, faults } = await walk({ names, limits: unlimited, events: unlimitedDepth })
    process.stdout.write(`fleet walk, without limits: ${states} distinct states of up to ${unlimitedDepth} events\n`)
    expect(Object.fromEntries(faults)).toEqual({})
    expect(states).toBeGreaterThan(500)
  }, 36_000_000)

  it('does so in every order of seven events with at most three requests and one disturbance', async () => {
    stubWebCrypto()
    const { states, faults } = await walk({ names, limits: { ...limits, issue: 3 }, events: Math.min(depth, 7) })
    process.stdout.write(`fleet walk, three requests: ${states} distinct states of up to 7 events\n`)
    expect(Object.fromEntries(faults)).toEqual({})
  }, 600_000)

  const none = { invalidate: 0, report: 0, freeze: 0, lose: 0, down: 0, back: 0, tick: 0 }
  const stalls = { ...limits, ...none, troubles: 2, issue: 1, invalidate: 1, stall: 1 }

  it('does so in every order of nine events while the calls of one instance reach the store late', async () => {
    stubWebCrypto()
    const { states, faults } = await walk({ names, limits: stalls, events: 9 })
    process.stdout.write(`fleet walk, late calls: ${states} distinct states of up to 9 events\n`)
    expect(Object.fromEntries(faults)).toEqual({})
    expect(states).toBeGreaterThan(100)
  }, 600_000)

  const planted: [string, Omit<WorldOptions, 'names'>, Partial<Limits>, RegExp][] = [
    ['a lease that every instance acquires', { change: () => ({ acquireLease: async () => true }) }, {}, /two mints/],
    [
      'a lease that survives invalidate',
      {
        change: (store) => ({
          invalidate: async (name) => store.deleteIfEqual(name, (await store.read(name))?.value ?? ''),
        }),
      },
      { invalidate: 1 },
      /before invalidate/,
    ],
    [
      'a message that is lost',
      { change: () => ({ broadcast: async () => {} }) },
      { invalidate: 1 },
      /before invalidate/,
    ],
    [
      'an issuer that confuses two users',
      { issuerOptions: () => ({ grant: () => searchGrant({ userIds: [emailIdentity('a')] }) }) },
      {},
      /another user's token/,
    ],
    [
      'an issuer whose clock stops in a freeze',
      { issuerOptions: (clock) => ({ now: () => Math.min(clock.now(), clock.startedAt + 60_000) }) },
      { freeze: 1 },
      /ended token/,
    ],
    [
      'an issuer whose timers never fire',
      { issuerOptions: () => ({ timers: { setTimeout: () => 0, clearTimeout() {} } }) },
      { lose: 1 },
      /waits for ever/,
    ],
  ]
  it.each(planted)(
    'finds %s',
    async (_, plant, more, fault) => {
      stubWebCrypto()
      const { faults } = await walk({ names, ...plant, limits: { ...limits, ...none, ...more }, events: depth })
      expect([...faults.keys()].join()).toMatch(fault)
    },
    600_000,
  )

  it('returns no ended token of a store that keeps it too long', async () => {
    stubWebCrypto()
    function keepTooLong(store: SharedStore): Partial<SharedStore> {
      const values = new Map<string, string>()
      return {
        publish: async (name, publication) => {
          values.set(name, publication.value)
          return store.publish(name, publication)
        },
        read: async (name) => {
          const value = values.get(name)
          return value === undefined ? undefined : { value, remainingMs: 3_000_000 }
        },
      }
    }
    const { states, faults } = await walk({
      names,
      change: keepTooLong,
      limits: { ...limits, ...none, freeze: 1 },
      events: depth,
    })
    expect(Object.fromEntries(faults)).toEqual({})
    expect(states).toBeGreaterThan(100)
  }, 600_000)
})
