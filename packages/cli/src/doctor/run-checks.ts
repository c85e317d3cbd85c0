import { isTokenError } from '@coveo-token/core'
import { detailedSentence, errorRemedy } from '../output/error-sentence.ts'
import { type Check, type Finding, fail, skip } from './check.ts'
import type { DoctorRun } from './doctor-run.ts'
import { isUnreachableEndpoint } from './endpoint/endpoint-probe.ts'

export interface NamedFinding extends Finding {
  readonly name: string
}

/** Runs the checks in order. A check is skipped if one that it needs failed or was skipped. */
export async function runChecks(checks: readonly Check[], run: DoctorRun): Promise<NamedFinding[]> {
  const findings: NamedFinding[] = []
  for (const check of checks) {
    const missing = check.needs?.find((need) =>
      findings.some(({ name, status }) => name === need && (status === 'fail' || status === 'skip')),
    )
    const finding = missing === undefined ? await runCheck(check, run) : skip(`Needs the check "${missing}" to pass.`)
    findings.push({ name: check.name, ...finding })
  }
  return findings
}

async function runCheck(check: Check, run: DoctorRun): Promise<Finding> {
  try {
    return await check.run(run)
  } catch (error) {
    if (isTokenError(error)) return fail(detailedSentence(error), errorRemedy(error))
    if (isUnreachableEndpoint(error)) return fail(error.message, error.fix)
    throw error
  }
}
