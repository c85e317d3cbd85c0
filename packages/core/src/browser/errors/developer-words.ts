import type { EndpointFault, PageErrorCode } from './endpoint-error.ts'
import { endpointSentences } from './endpoint-sentences.ts'
import type { ErrorWords } from './error-words.ts'
import { responseDetail } from './response-detail.ts'

/** The full sentences of an error, with the detail of the response that caused it. */
export function developerWords(code: PageErrorCode, fault: EndpointFault): ErrorWords {
  const { what, remedy } = endpointSentences[code]
  const detail = responseDetail(code, fault)
  return { message: detail ? `${what} (${detail}).` : `${what}.`, remedy }
}
