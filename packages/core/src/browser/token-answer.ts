import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import { endpointProblem } from './endpoint-problem.ts'

/** Reads what the endpoint sent with status 200. Throws a `TokenError` that says what is wrong with it. */
export function readTokenAnswer(text: string): TokenAnswer {
  if (!text.trim()) throw endpointProblem('endpoint-no-token', { detail: 'the body is empty' })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw endpointProblem(text === 'undefined' ? 'endpoint-no-token' : 'endpoint-not-json')
  }
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    throw endpointProblem('endpoint-bad-answer', { detail: 'JSON inside a JSON string: encode it once' })
  }
  return checkTokenAnswer(value)
}

/** Checks an answer that may come from anywhere. Throws a `TokenError` that names the wrong field. */
export function checkTokenAnswer(value: unknown): TokenAnswer {
  const answer = Object(value)
  const { token, kind, organizationId, fingerprint, expiresIn, refreshIn } = answer
  if (typeof token !== 'string' || /^(undefined|null|\s*)$/.test(token)) throw endpointProblem('endpoint-no-token')
  const wrong = /[^\x21-\x7e]/.test(token)
    ? 'token'
    : kind !== 'search' && kind !== 'platform'
      ? 'kind'
      : typeof organizationId !== 'string' || !organizationId
        ? 'organizationId'
        : typeof fingerprint !== 'string' || !fingerprint
          ? 'fingerprint'
          : !Number.isFinite(expiresIn)
            ? 'expiresIn'
            : !Number.isFinite(refreshIn)
              ? 'refreshIn'
              : undefined
  if (wrong) throw endpointProblem('endpoint-bad-answer', { detail: `\`${wrong}\` is missing or wrong` })
  if (expiresIn <= 0) throw endpointProblem('endpoint-expired-token')
  return { token, kind, organizationId, fingerprint, expiresIn, refreshIn }
}
