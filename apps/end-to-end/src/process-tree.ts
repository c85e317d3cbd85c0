import psList, { type ProcessDescriptor } from 'ps-list'

/** A process and all that descend from it. */
export interface ProcessTree {
  /** The processes that run now. A process that was found once stays in the tree when its parent ends. */
  running(): Promise<ProcessDescriptor[]>
}

/** How far the start of a process may differ between two lists: `ps` counts whole seconds. */
const roundingMs = 2_000

export function watchProcessTree(rootId: number): ProcessTree {
  const starts = new Map<number, number>()

  /** Whether a process was found before: a later process may have the id of one that has ended. */
  function wasFound({ pid, startTime }: ProcessDescriptor): boolean {
    return Number(startTime) - (starts.get(pid) ?? Number.NEGATIVE_INFINITY) < roundingMs
  }

  return {
    async running() {
      const processes = (await psList()).filter(({ cmd = '' }) => !cmd.endsWith('<defunct>'))
      const ids = new Set(processes.filter(wasFound).map(({ pid }) => pid)).add(rootId)
      for (let size = 0; size < ids.size; ) {
        size = ids.size
        for (const { pid, ppid } of processes) if (ids.has(ppid)) ids.add(pid)
      }
      const members = processes.filter(({ pid }) => ids.has(pid))
      for (const { pid, startTime } of members) if (!starts.has(pid)) starts.set(pid, Number(startTime))
      return members
    },
  }
}
