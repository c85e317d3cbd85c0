import { errorTable } from '../shared/error-table.ts'
import { isTokenError, type ServerErrorCode } from '../shared/token-error.ts'
import { type Refusal, refuse } from './problem.ts'

const internal = refuse('internal', { detail: 'The server could not decide on a token. Its log says why.' })
const refused = refuse('coveo-refused', {
  detail: 'Coveo does not let this application create this token. The server log names the remedy.',
})

/** The problem answer for whatever was thrown on the way to a token; never its words, which may hold anything. */
export function refuseFailure(error: unknown): Refusal {
  const code =
    isTokenError(error) && Object.hasOwn(errorTable, error.code) ? (error.code as ServerErrorCode) : undefined
  const wireCode = code && errorTable[code].wireCode
  if (wireCode === 'coveo-refused') return refused
  if (wireCode !== 'coveo-unavailable') return internal
  return refuse('coveo-unavailable', {
    detail: 'Coveo is down, slow or limits us. Ask again after the time in Retry-After.',
    headers: { 'Retry-After': retryAfter((isTokenError(error) && error.retryAfterMs) || 5000) },
  })
}

/** Whole seconds, at least one. */
export function retryAfter(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)))
}
