import { badRequest } from '../api/api-error.ts'
import { describeIssues } from '../api/describe-issues.ts'
import type { RouteName } from '../api/route.ts'
import { type Fault, type FaultInput, faultSchema } from './fault.ts'

/** A fault that is registered. */
export type ActiveFault = Fault & {
  id: number
  /** How many requests it was applied to. */
  struck: number
}

export interface FaultRegistry {
  /** Registers a fault. Throws a 400 that names every problem of an invalid one. */
  add(fault: FaultInput): ActiveFault
  /** Faults that can still apply, oldest first. */
  list(): readonly ActiveFault[]
  remove(id: number): boolean
  clear(): void
}

export interface InternalFaultRegistry extends FaultRegistry {
  /** Returns the oldest fault that applies to a request to `route` now, and counts it. */
  next(route: RouteName): ActiveFault | undefined
}

interface Entry {
  active: ActiveFault
  toSkip: number
}

export function createFaultRegistry(): InternalFaultRegistry {
  let entries: Entry[] = []
  let lastId = 0

  function isUsedUp({ active: { times, struck } }: Entry): boolean {
    return times !== 'always' && struck >= times
  }

  return {
    add(fault) {
      const parsed = faultSchema.safeParse(fault)
      if (!parsed.success) throw badRequest(`Invalid fault: ${describeIssues(parsed.error)}`, 'INVALID_FAULT')
      lastId += 1
      const active = { ...parsed.data, id: lastId, struck: 0 }
      entries.push({ active, toSkip: active.skip })
      return active
    },
    list: () => entries.map(({ active }) => ({ ...active })),
    remove(id) {
      const before = entries.length
      entries = entries.filter(({ active }) => active.id !== id)
      return entries.length < before
    },
    clear() {
      entries = []
    },
    next(route) {
      const entry = entries.find(({ active }) => [active.route].flat().some((name) => name === '*' || name === route))
      if (!entry) return undefined
      if (entry.toSkip > 0) {
        entry.toSkip -= 1
        return undefined
      }
      entry.active.struck += 1
      if (isUsedUp(entry)) entries = entries.filter((other) => other !== entry)
      return entry.active
    },
  }
}
