import { createWorld } from './fleet-world.test.support.ts'
import {
  instances,
  users,
  type World,
  type WorldEvent,
  type WorldOptions,
} from './fleet-world-contract.test.support.ts'

/** How often each event may be part of one order, and how many events that disturb. */
export type Limits = Readonly<Record<WorldEvent['do'] | 'troubles', number>>

/** Events that disturb. The end of a failure of the store is none. */
const troubles = new Set<WorldEvent['do']>(['invalidate', 'report', 'freeze', 'lose', 'down', 'stall'])

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}
const orders = permutations(instances).flatMap((one) =>
  permutations(users).map((two) => ({ instances: one, users: two })),
)

/** Equal for two states that differ in names only, and after which the same events may follow. */
function canonical(world: World, { path, limits }: { path: readonly WorldEvent[]; limits: Limits }): string {
  const limited = (['issue', 'tick', 'back'] as const).filter((what) => limits[what] < Number.POSITIVE_INFINITY)
  const spent = limited.map((what) => path.filter((event) => event.do === what).length)
  return `${spent};${orders.map(world.snapshot()).sort()[0]}`
}

function nextEvents(world: World, { path, limits }: { path: readonly WorldEvent[]; limits: Limits }): WorldEvent[] {
  const count = (what: WorldEvent['do']) => path.filter((event) => event.do === what).length
  const isTroubled = path.filter((event) => troubles.has(event.do)).length >= limits.troubles
  const may = (what: WorldEvent['do']) => count(what) < limits[what] && !(isTroubled && troubles.has(what))
  const isDown = count('down') > count('back')
  const usedUsers = users.filter((user) => path.some((event) => 'user' in event && event.user === user))
  // Instances and users that were not used yet are alike: the first of them represents all.
  const by = instances.slice(0, Math.max(-1, ...path.map((event) => ('by' in event ? event.by : -1))) + 2)
  const events: WorldEvent[] = []
  for (const instance of by) {
    if (world.canStep(instance)) {
      events.push({ do: 'step', by: instance })
      if (may('lose')) events.push({ do: 'lose', by: instance })
    }
    if (world.canStep(instance) && may('stall')) events.push({ do: 'stall', by: instance })
    for (const user of users.slice(0, usedUsers.length + 1)) {
      if (may('issue') && !world.isWaiting(instance, user)) events.push({ do: 'issue', by: instance, user })
      if (may('invalidate') && usedUsers.includes(user)) events.push({ do: 'invalidate', by: instance, user })
      if (may('report') && world.holds(instance, user)) events.push({ do: 'report', by: instance, user })
    }
  }
  if (path.length > 0 && may('freeze')) events.push({ do: 'freeze' })
  if (path.length > 0 && !isDown && may('down')) events.push({ do: 'down' })
  if (world.hasTimers() && may('tick')) events.push({ do: 'tick' })
  if (isDown) events.push({ do: 'back' })
  if (world.isStalled()) events.push({ do: 'mend' })
  return events
}

async function replay(options: WorldOptions, path: readonly WorldEvent[]): Promise<World> {
  const world = createWorld(options)
  for (const event of path) await world.run(event)
  return world
}

export interface WalkOptions extends WorldOptions {
  readonly limits: Limits
  /** The number of events of the longest order. */
  readonly events: number
}

export interface Walked {
  readonly states: number
  /** Each fault with the events that lead to it. */
  readonly faults: ReadonlyMap<string, readonly WorldEvent[]>
}

/** Visits every state that some order of up to `events` events leads to, each once. */
export async function walk({ limits, events, ...options }: WalkOptions): Promise<Walked> {
  const isPlanted = options.change !== undefined || options.issuerOptions !== undefined
  const seen = new Set<string>()
  const faults = new Map<string, readonly WorldEvent[]>()
  let paths: (readonly WorldEvent[])[] = [[]]
  for (let level = 0; level <= events && paths.length > 0; level++) {
    const longer: (readonly WorldEvent[])[] = []
    for (const path of paths) {
      const world = await replay(options, path)
      const state = canonical(world, { path, limits })
      if (seen.has(state)) continue
      seen.add(state)
      const next = level < events ? nextEvents(world, { path, limits }) : []
      for (const event of next) longer.push([...path, event])
      // A caller that waits for ever waits in some state without a next event too.
      if (next.length === 0) await world.finish()
      for (const fault of world.faults) if (!faults.has(fault)) faults.set(fault, path)
    }
    if (isPlanted && faults.size > 0) break
    paths = longer
  }
  return { states: seen.size, faults }
}
