import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  runSchedule,
  type ScheduleOptions,
  type ScheduleStep,
  type StoreCallFate,
  scheduleUsers,
} from '../testing/issuer-schedule.test.support.ts'
import { stubWebCrypto } from '../testing/stub-web-crypto.test.support.ts'
import type { IssueResult } from './issued-token.ts'
import type { TokenIssuer } from './token-issuer-contract.ts'

beforeEach(stubWebCrypto)

const instance = fc.nat(1)
const user = fc.constantFrom(...scheduleUsers)
const pick = fc.nat(20)

interface Weighted {
  readonly weight: number
  readonly arbitrary: fc.Arbitrary<ScheduleStep>
}

function step(weight: number, arbitrary: fc.Arbitrary<ScheduleStep>): Weighted {
  return { weight, arbitrary }
}

const minRemainingMs = fc.option(fc.nat(1_000_000), { nil: undefined, freq: 5 })
const outcome = fc.constantFrom('mints', 'mints', 'mints', 'mints', 'is down', 'refuses')
const ms = fc.constantFrom(1, 400, 2_000, 10_000, 300_000, 600_000, 900_000)

const calls = [
  step(10, fc.record({ do: fc.constant('issue' as const), instance, user, minRemainingMs })),
  step(6, fc.record({ do: fc.constant('settle' as const), pick, outcome })),
  step(2, fc.record({ do: fc.constant('invalidate' as const), instance, user })),
  step(2, fc.record({ do: fc.constant('report' as const), instance, user, pick })),
  step(4, fc.record({ do: fc.constant('wait' as const), ms })),
  step(4, fc.record({ do: fc.constant('turn' as const), turns: fc.nat(30) })),
]
const freeze = step(
  2,
  fc.record({ do: fc.constant('freeze' as const), ms: fc.constantFrom(2_000, 60_000, 900_000, 7_200_000) }),
)
const close = step(1, fc.record({ do: fc.constant('close' as const), instance }))

function scheduleOf(steps: readonly Weighted[]): fc.Arbitrary<ScheduleStep[]> {
  return fc.array(fc.oneof(...steps), { minLength: 5, maxLength: 40 })
}

const schedules = {
  'calls, failures and waits': scheduleOf(calls),
  'frozen processes': scheduleOf([...calls, freeze]),
  'closed issuers': scheduleOf([...calls, close]),
}

function violatesNothing(schedule: fc.Arbitrary<ScheduleStep[]>, options: ScheduleOptions) {
  return fc.asyncProperty(schedule, async (script) => {
    expect(await runSchedule(script, options)).toEqual([])
  })
}

describe.each(Object.entries(schedules))('createTokenIssuer, in any schedule of %s', (_, schedule) => {
  it.each([1, 2] as const)('keeps its promises with %i instances', async (instances) => {
    await fc.assert(violatesNothing(schedule, { instances }), { numRuns: instances === 1 ? 150 : 60 })
  })
})

const fate = fc.constantFrom<StoreCallFate[]>('works', 'works', 'works', 'is lost before', 'is lost after', 'is silent')
const fates = fc.array(fate, { minLength: 1, maxLength: 30 })

function violatesNothingWithoutStore(plant?: ScheduleOptions['plant']) {
  return fc.asyncProperty(schedules['calls, failures and waits'], fates, async (script, storeCalls) => {
    expect(await runSchedule(script, { instances: 2, storeCalls, plant })).toEqual([])
  })
}

describe('createTokenIssuer, with a store that loses calls', () => {
  it('keeps its promises to each user', async () => {
    await fc.assert(violatesNothingWithoutStore(), { numRuns: 60 })
  })

  it('fails this property if an error of the store reaches a caller', async () => {
    const details = await fc.check(
      violatesNothingWithoutStore((issuer, store) => ({
        ...issuer,
        async issue(name, options) {
          await store.read('name')
          return issuer.issue(name, options)
        },
      })),
      { numRuns: 200, endOnFailure: true },
    )
    expect(details.failed).toBe(true)
  })
})

/** Issuers with a fault, to show that the schedules above find it. */
const faults: Record<
  string,
  { schedule: keyof typeof schedules; plant: (issuer: TokenIssuer<string>) => TokenIssuer<string> }
> = {
  'one flight for all users': {
    schedule: 'calls, failures and waits',
    plant(issuer) {
      let flight: Promise<IssueResult> | undefined
      return {
        ...issuer,
        issue(name, options) {
          flight ??= issuer.issue(name, options).finally(() => {
            flight = undefined
          })
          return flight
        },
      }
    },
  },
  'a cache that ignores expiry, rejections and invalidate': {
    schedule: 'frozen processes',
    plant(issuer) {
      const cache = new Map<string | null, IssueResult>()
      return {
        ...issuer,
        async issue(name, options) {
          const result = cache.get(name) ?? (await issuer.issue(name, options))
          cache.set(name, result)
          return result
        },
      }
    },
  },
  'an invalidate that does nothing': {
    schedule: 'calls, failures and waits',
    plant: (issuer) => ({ ...issuer, invalidate: async () => {} }),
  },
  'a rejection that is not taken': {
    schedule: 'calls, failures and waits',
    plant: (issuer) => ({ ...issuer, reportRejected: async () => ({ outcome: 'dropped' }) }),
  },
  'a close that forgets its flights': {
    schedule: 'closed issuers',
    plant: (issuer) => ({ ...issuer, close: async () => {} }),
  },
}

describe('runSchedule', () => {
  it.each(Object.entries(faults))('finds %s', async (_, { schedule, plant }) => {
    const details = await fc.check(violatesNothing(schedules[schedule], { instances: 1, plant }), {
      numRuns: 400,
      endOnFailure: true,
    })
    expect(details.failed).toBe(true)
  })
})
