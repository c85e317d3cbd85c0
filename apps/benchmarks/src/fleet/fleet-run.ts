import { startChild } from '../start-child.ts'
import type { InstanceReport, InstanceWork } from './fleet-messages.ts'
import { type RedisProcess, startRedis } from './redis-process.ts'
import { startSpinners } from './spinners.ts'

export interface FleetSettings {
  readonly processes: number
  readonly users: number
  /** Number of requests to all instances together. */
  readonly requests: number
  readonly isShared: boolean
  /** Requests in flight on each instance. */
  readonly concurrency: number
  /** Response time of Coveo, in milliseconds. */
  readonly coveoMs: number
  /** Processes that compute without end meanwhile. */
  readonly spinning?: number
}

export interface FleetFigures {
  readonly settings: FleetSettings
  /** Counted by the stub of Coveo. */
  readonly mints: number
  /** Commands that the instances sent to Redis. */
  readonly commands: number
  readonly reports: readonly InstanceReport[]
}

/** Runs instances in processes of their own, all of which start their requests at the same time. */
export async function fleetRun(settings: FleetSettings): Promise<FleetFigures> {
  const { processes, users, requests, isShared, concurrency, coveoMs, spinning = 0 } = settings
  const redis = isShared ? await startRedis() : undefined
  const coveo = await startChild('coveo-stub.js', [String(coveoMs)])
  const work = { coveoUrl: String(coveo.message), users, requests: requests / processes, concurrency }
  const start = (_: unknown, index: number) => {
    const own: InstanceWork = { ...work, seed: index + 1, ...(redis && { redisPath: redis.path }) }
    return startChild('fleet/fleet-child.js', [JSON.stringify(own)])
  }
  const children = await Promise.all(Array.from({ length: processes }, start))
  const stopSpinners = startSpinners(spinning)
  try {
    const mintsBefore = await coveo.request<number>('count')
    const commandsBefore = redis ? await commandsOf(redis) : 0
    const reports = await Promise.all(children.map((child) => child.request<InstanceReport>('go')))
    const mints = (await coveo.request<number>('count')) - mintsBefore
    const commands = redis ? (await commandsOf(redis)) - commandsBefore : 0
    return { settings, mints, commands, reports }
  } finally {
    stopSpinners()
    for (const child of [...children, coveo]) child.stop()
    await redis?.stop()
  }
}

/** Each call of the store is one script. */
async function commandsOf(redis: RedisProcess): Promise<number> {
  const info = String(await redis.send('INFO', 'commandstats'))
  const calls = [...info.matchAll(/^cmdstat_(?:eval|evalsha|publish):calls=(\d+)/gm)].map(([, count]) => Number(count))
  return calls.reduce((sum, count) => sum + count, 0)
}
