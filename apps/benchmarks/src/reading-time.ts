import { do_not_optimize, measure } from 'mitata'
import type { Contender } from './contender.ts'

export interface ReadingTime {
  name: string
  keys: number
  /** Nanoseconds per read: the median of many batches, in the round with the least disturbance. */
  medianNs: number
  bestNs: number
}

/** Reads per batch: enough to make the cost of reading the clock negligible. */
const batch = 2_000

/**
 * Measures one read of each contender, awaited if it returns a promise. Their rounds alternate, so that other load on the
 * machine affects all of them equally.
 */
export async function readingTimes(contenders: readonly Contender[], users: readonly string[]): Promise<ReadingTime[]> {
  const rounds = new Map<Contender, { medianNs: number; bestNs: number }[]>()
  for (let round = 0; round < 5; round++) {
    for (const contender of contenders) {
      const list = rounds.get(contender) ?? []
      rounds.set(contender, list)
      list.push(await oneRound(contender, users))
    }
  }
  return contenders.map((contender) => {
    const list = rounds.get(contender) ?? []
    const medianNs = Math.min(...list.map((round) => round.medianNs))
    return {
      name: contender.name,
      keys: contender.keys,
      medianNs,
      bestNs: Math.min(...list.map(({ bestNs }) => bestNs)),
    }
  })
}

async function oneRound(contender: Contender, users: readonly string[]): Promise<{ medianNs: number; bestNs: number }> {
  let at = 0
  const awaits = contender.read(users[0] ?? '') instanceof Promise
  async function readAwaited(): Promise<void> {
    for (let read = 0; read < batch; read++) {
      do_not_optimize(await contender.read(users[at] ?? ''))
      at = at + 1 < users.length ? at + 1 : 0
    }
  }
  function readAtOnce(): void {
    for (let read = 0; read < batch; read++) {
      do_not_optimize(contender.read(users[at] ?? ''))
      at = at + 1 < users.length ? at + 1 : 0
    }
  }
  const { p50, min } = await measure(awaits ? readAwaited : readAtOnce, { min_cpu_time: 600e6, inner_gc: false })
  return { medianNs: p50 / batch, bestNs: min / batch }
}
