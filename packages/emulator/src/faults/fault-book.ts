import { badRequest } from '../http/api-error.ts'
import { describeIssues } from '../http/parse-input.ts'
import type { RouteName } from '../http/route.ts'
import { type Fault, type FaultInput, faultSchema } from './fault.ts'

/** A fault that waits, or that has struck. */
export type PlannedFault = Fault & {
  id: number
  /** How often it has struck. */
  struck: number
}

export interface FaultBook {
  /** Plans a fault; throws, naming every problem, if it is not one. */
  add(fault: FaultInput): PlannedFault
  /** The faults that can still strike, oldest first. */
  list(): readonly PlannedFault[]
  remove(id: number): boolean
  clear(): void
}

export interface PlayableFaultBook extends FaultBook {
  /** The oldest fault that strikes a request to `route` now. */
  take(route: RouteName): PlannedFault | undefined
}

interface Entry {
  planned: PlannedFault
  toSkip: number
}

export function createFaultBook(): PlayableFaultBook {
  let entries: Entry[] = []
  let lastId = 0

  function isSpent({ planned: { times, struck } }: Entry): boolean {
    return times !== 'always' && struck >= times
  }

  return {
    add(fault) {
      const parsed = faultSchema.safeParse(fault)
      if (!parsed.success) throw badRequest(`Invalid fault: ${describeIssues(parsed.error)}`, 'INVALID_FAULT')
      lastId += 1
      const planned = { ...parsed.data, id: lastId, struck: 0 }
      entries.push({ planned, toSkip: planned.skip })
      return planned
    },
    list: () => entries.map(({ planned }) => ({ ...planned })),
    remove(id) {
      const before = entries.length
      entries = entries.filter(({ planned }) => planned.id !== id)
      return entries.length < before
    },
    clear() {
      entries = []
    },
    take(route) {
      const entry = entries.find(({ planned }) => [planned.route].flat().some((name) => name === '*' || name === route))
      if (!entry) return undefined
      if (entry.toSkip > 0) {
        entry.toSkip -= 1
        return undefined
      }
      entry.planned.struck += 1
      if (isSpent(entry)) entries = entries.filter((other) => other !== entry)
      return entry.planned
    },
  }
}
