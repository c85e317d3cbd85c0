import { readdirSync, readFileSync } from 'node:fs'

export interface MarkedProcess {
  id: number
  /** The command line, its arguments joined by spaces. */
  command: string
}

/** The running processes whose environment has `DEMO_MARK=<mark>`: the demo and its children, however they were started. */
export function markedProcesses(mark: string): MarkedProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(name, 'environ').split('\0').includes(`DEMO_MARK=${mark}`))
    .map((name) => ({ id: Number(name), command: read(name, 'cmdline').replaceAll('\0', ' ').trim() }))
}

/** Empty for a process that has ended, or that belongs to another user. */
function read(id: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
