import type { TokenError } from '@coveo-token/core'
import { connectionFailure } from './connection-failure.ts'

/** The reason with what is known beyond it: Coveo's own sentence, or why the connection failed. */
export function detailedSentence(error: TokenError): string {
  const detail = errorDetail(error)
  return detail === undefined ? error.message : `${error.message} ${detail.from}: ${detail.text}`
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

/** The remedy of an error, or the one of its failed connection. The message about wrong settings names each of them. */
export function errorRemedy({ code, remedy, cause }: TokenError): string {
  if (code === 'configuration') return 'Set them in the environment, or in a file: --env-file .env.local.'
  return (code === 'coveo-unreachable' ? connectionFailure(cause)?.fix : undefined) ?? remedy
}
