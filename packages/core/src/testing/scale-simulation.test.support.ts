import { createLocalMintBudget } from '../issuing/fleet/local-mint-budget.ts'
import { assumptions, renewalAge } from './scale-model.test.support.ts'

const minute = 60_000

export interface ScaleSimulationOptions {
  readonly users: number
  readonly instances: number
  readonly minutes: number
  readonly localMintsPerMinute: number
  /** Redis is away in these minutes, and comes back empty. */
  readonly away?: { readonly from: number; readonly to: number }
  /** All instances are replaced in this minute. Their users return within the mean time between two renewals. */
  readonly deployedAt?: number
  /** One of two regions, each with half of the users and a Redis of its own, is lost. Its users return to the other one so fast. */
  readonly regionLost?: { readonly at: number; readonly returnMinutes: number }
}

/** Counts of each minute. */
export interface ScaleSimulation {
  readonly mints: readonly number[]
  readonly redisCalls: readonly number[]
  /** Requests of users whose token has expired, beyond `localMintsPerMinute`: 503 with `Retry-After`. */
  readonly refused: readonly number[]
}

/** The token of one user in the memory of one instance. */
interface Copy {
  readonly user: number
  readonly instance: number
  mintedAt: number
}

const meanRenewalMinutes = 51
const never = Number.NEGATIVE_INFINITY

/** Follows every token of a fleet: each user is active on four instances. Nothing is random. */
export function simulateFleet(options: ScaleSimulationOptions): ScaleSimulation {
  const { users, instances, minutes, localMintsPerMinute, away, deployedAt, regionLost } = options
  const counts = { mints: zeros(minutes), redisCalls: zeros(minutes), refused: zeros(minutes) }
  const ages = Array.from({ length: users }, (_, user) => renewalAge(`user${user}@example.com`))
  const shared = Array<number>(users).fill(never)
  const agenda = Array.from({ length: minutes }, (): Copy[] => [])
  let now = 0
  const budgets = Array.from({ length: instances }, () =>
    createLocalMintBudget({ localMintsPerMinute, now: () => now }),
  )

  function count(what: keyof typeof counts, by = 1): void {
    const at = now / minute
    counts[what][at] = (counts[what][at] ?? 0) + by
  }

  function plan(copy: Copy, at: number): void {
    agenda[Math.max(now / minute + 1, Math.ceil(at / minute))]?.push(copy)
  }

  function take(copy: Copy, mintedAt: number): void {
    copy.mintedAt = mintedAt
    plan(copy, mintedAt + (ages[copy.user] ?? 0))
  }

  function renewWithoutRedis(copy: Copy): void {
    const isExpired = now - copy.mintedAt >= assumptions.lifetimeMs
    try {
      budgets[copy.instance]?.spend({ background: !isExpired })
    } catch {
      if (isExpired) count('refused')
      plan(copy, now)
      return
    }
    count('mints')
    take(copy, now)
  }

  function renew(copy: Copy): void {
    const isFresh = now < (shared[copy.user] ?? never) + (ages[copy.user] ?? 0)
    count('redisCalls', isFresh ? assumptions.commandsPerShare : assumptions.commandsPerMint)
    if (!isFresh) {
      count('mints')
      shared[copy.user] = now
    }
    take(copy, shared[copy.user] ?? now)
  }

  /** Users arrive evenly within so many minutes, each on all instances at once. */
  function arrive(from: number, { who, within }: { who: (user: number) => boolean; within: number }): void {
    for (const list of agenda.slice(from)) list.splice(0, list.length, ...list.filter(({ user }) => !who(user)))
    const copies = Math.min(assumptions.instancesPerUser, instances)
    for (let user = 0; user < users; user++) {
      if (!who(user)) continue
      const at = from + Math.floor((user / users) * within)
      for (let copy = 0; copy < copies; copy++) {
        agenda[at]?.push({ user, instance: (user + copy) % instances, mintedAt: never })
      }
    }
  }

  /** The Redis of the other region has none of their tokens. */
  function loseRegion({ at, returnMinutes }: NonNullable<typeof regionLost>): void {
    const isMoved = (user: number) => user % 2 === 1
    for (let user = 0; user < users; user++) if (isMoved(user)) shared[user] = never
    arrive(at, { who: isMoved, within: returnMinutes })
  }

  const everyUser = { who: () => true, within: meanRenewalMinutes }
  arrive(0, everyUser)
  for (let at = 0; at < minutes; at++) {
    now = at * minute
    if (at === away?.from) shared.fill(never)
    if (at === deployedAt) arrive(at, everyUser)
    if (at === regionLost?.at) loseRegion(regionLost)
    const isAway = away !== undefined && at >= away.from && at < away.to
    for (const copy of agenda[at] ?? []) (isAway ? renewWithoutRedis : renew)(copy)
  }
  return counts
}

function zeros(length: number): number[] {
  return Array<number>(length).fill(0)
}
