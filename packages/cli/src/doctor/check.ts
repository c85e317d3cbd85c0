import type { DoctorRun } from './doctor-run.ts'

export type Status = 'pass' | 'warn' | 'fail' | 'skip'

/** The outcome of one check. */
export interface Finding {
  readonly status: Status
  /** The reason, in one or two sentences. */
  readonly detail: string
  readonly fix?: string | undefined
}

export interface Check {
  readonly name: string
  /** Names of checks that must not fail before this one. */
  readonly needs?: readonly string[]
  readonly run: (run: DoctorRun) => Promise<Finding>
}

export function pass(detail: string): Finding {
  return { status: 'pass', detail }
}

export function warn(detail: string, fix: string): Finding {
  return { status: 'warn', detail, fix }
}

export function fail(detail: string, fix: string): Finding {
  return { status: 'fail', detail, fix }
}

export function skip(detail: string, fix?: string): Finding {
  return { status: 'skip', detail, fix }
}
