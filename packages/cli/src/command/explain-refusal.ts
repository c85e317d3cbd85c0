import { isTokenError } from '@coveo-token/core'
import { failureResult } from '../output/failure-result.ts'
import type { CommandResult } from './command.ts'

/** Runs a command. If Coveo refuses its key, the result also has this hint. */
export async function explainRefusal(hint: string, run: () => Promise<CommandResult>): Promise<CommandResult> {
  try {
    return await run()
  } catch (error) {
    const isRefusal = isTokenError(error) && error.code === 'coveo-refused'
    if (isRefusal && (error.status === 401 || error.status === 403)) return failureResult(error, hint)
    throw error
  }
}
