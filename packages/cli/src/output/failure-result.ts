import type { TokenError } from '@coveo-token/core'
import type { CommandResult } from '../command/command.ts'
import { errorSentence } from './error-sentence.ts'

/** The result for a call that Coveo refused, or that did not reach Coveo. `hint` follows the remedy of the error. */
export function failureResult(error: TokenError, hint?: string): CommandResult {
  const { code, status, message, docs, cause } = error
  const remedy = hint === undefined ? error.remedy : `${error.remedy} ${hint}`
  const detail = detailOf(cause)
  return {
    exitCode: 1,
    json: { error: { code, status, message, remedy, docs, ...(detail === undefined ? {} : { detail }) } },
    blocks: [
      {
        rows: [
          [{ text: 'failed', tone: 'bad' }, errorSentence(error)],
          ...(detail === undefined ? [] : [['coveo', detail]]),
          [{ text: 'fix', tone: 'strong' }, remedy],
          [
            { text: 'see', tone: 'quiet' },
            { text: docs, tone: 'quiet' },
          ],
        ],
      },
    ],
  }
}

/** Coveo's own sentence, as the client kept it for operators. */
function detailOf(cause: unknown): string | undefined {
  const { message } = Object(cause) as { message?: unknown }
  return typeof message === 'string' ? message : undefined
}
