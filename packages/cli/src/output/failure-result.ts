import type { TokenError } from '@coveo-token/core'
import type { CommandResult } from '../command/command.ts'
import { errorDetail, errorRemedy } from './error-sentence.ts'
import { guideUrl } from './guide-url.ts'

/** The result for a call that Coveo refused, or that did not reach Coveo. `hint` follows the remedy of the error. */
export function failureResult(error: TokenError, hint?: string): CommandResult {
  const { code, status, message } = error
  const docs = guideUrl(error.docs)
  const remedy = [errorRemedy(error), hint].filter((text) => text !== undefined).join(' ')
  const detail = errorDetail(error)
  return {
    exitCode: 1,
    json: { error: { code, status, message, remedy, docs, ...(detail === undefined ? {} : { detail: detail.text }) } },
    blocks: [
      {
        rows: [
          [{ text: 'failed', tone: 'bad' }, message],
          ...(detail === undefined ? [] : [[detail.from.toLowerCase(), detail.text]]),
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
