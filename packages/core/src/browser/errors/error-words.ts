import { errorDocs } from '../../shared/error-reason.ts'
import type { EndpointFault, PageErrorCode } from './endpoint-error.ts'

/** The sentences of an error for developers. */
export interface ErrorWords {
  readonly message: string
  readonly remedy: string
}

/** The short sentences of a production page. The condition `development` loads `error-words.development.ts` in place of this file. */
export function describeError(code: PageErrorCode, _fault: EndpointFault): ErrorWords {
  return { message: `No Coveo token: ${code}.`, remedy: `See ${errorDocs(code)}.` }
}

/** Reports that a cache sent an old token response. Production pages print nothing. */
export function warnAboutCache(): void {}

/** Checks the types of options. Production pages check nothing: their options were checked during development. */
export function assertOptionTypes(_options: object, _types: Readonly<Record<string, string>>): void {}
