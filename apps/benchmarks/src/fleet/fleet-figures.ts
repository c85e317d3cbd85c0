import { type FleetFigures, fleetRun } from './fleet-run.ts'
import { type RedisMemory, redisMemory } from './redis-memory.ts'

/** Figures of instances that share a store. */
export interface AllFleetFigures {
  /** One request at a time: without a store, and two instances with one. */
  readonly alone: FleetFigures
  readonly pair: FleetFigures
  /** With a growing number of processes, each without a store and with one. */
  readonly sizes: readonly { readonly processes: number; readonly apart: FleetFigures; readonly shared: FleetFigures }[]
  /** All users sign in at the same moment. */
  readonly rush: FleetFigures
  readonly busy: FleetFigures
  readonly memory: RedisMemory
}

/** Response time of the stub of Coveo, in milliseconds. */
const coveoMs = 80

/** Runs all of them, one after the other. */
export async function fleetFigures(): Promise<AllFleetFigures> {
  const slowly = { users: 150, requests: 600, concurrency: 1, coveoMs }
  const alone = await fleetRun({ ...slowly, processes: 1, isShared: false })
  const pair = await fleetRun({ ...slowly, processes: 2, isShared: true })
  const sizes: AllFleetFigures['sizes'][number][] = []
  for (const processes of [1, 2, 4, 8]) {
    const size = { processes, users: 500, requests: 12_000, concurrency: 16, coveoMs }
    const apart = await fleetRun({ ...size, isShared: false })
    sizes.push({ processes, apart, shared: await fleetRun({ ...size, isShared: true }) })
  }
  const many = { processes: 8, users: 1_000, requests: 24_000, isShared: true, coveoMs }
  const rush = await fleetRun({ ...many, concurrency: 3_000 })
  const busy = await fleetRun({ ...many, concurrency: 16, spinning: 10 })
  return { alone, pair, sizes, rush, busy, memory: await redisMemory({ users: 1_000_000, tokenLength: 900 }) }
}
