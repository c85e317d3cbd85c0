import type { TokenError } from '@coveo-token/core'
import { connectionFailure } from './connection-failure.ts'

/** The reason of a failure without its remedy. The message about wrong settings repeats every problem of the remedy. */
export function errorSentence({ code, message }: TokenError): string {
  return code === 'configuration' ? 'The settings in the environment are wrong.' : message
}

/** The reason with what is known beyond it: Coveo's own sentence, or why the connection failed. */
export function detailedSentence(error: TokenError): string {
  const detail = errorDetail(error)
  return detail === undefined ? errorSentence(error) : `${errorSentence(error)} ${detail.from}: ${detail.text}`
}

export interface ErrorDetail {
  readonly from: 'Coveo' | 'Reason'
  readonly text: string
}

/** Coveo's own sentence, as the client kept it for operators, or the reason of a failed connection. */
export function errorDetail({ code, cause }: TokenError): ErrorDetail | undefined {
  if (code === 'coveo-unreachable') {
    const failure = connectionFailure(cause)
    return failure && { from: 'Reason', text: `${failure.reason}.` }
  }
  const { message } = Object(cause) as { message?: unknown }
  return typeof message === 'string' ? { from: 'Coveo', text: message } : undefined
}

/** The remedy of an error, or the one of its failed connection. */
export function errorRemedy({ code, remedy, cause }: TokenError): string {
  return (code === 'coveo-unreachable' ? connectionFailure(cause)?.fix : undefined) ?? remedy
}
