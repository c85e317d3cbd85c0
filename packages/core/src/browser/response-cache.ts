import type { TokenResponse } from '../shared/endpoint-contract.ts'

/** By how much two responses may differ in the end of one token: a response may take ten seconds, and counts in whole seconds. */
const toleranceMs = 15_000

/** A token response, and the instant of its request by the clock of the source. */
export interface TimedResponse {
  readonly response: TokenResponse
  readonly requestedAt: number
}

/** Whether a cache repeated an old response: it promises more lifetime for a token than was counted from the first one. */
export function isRepeatedResponse(next: TimedResponse, first: TimedResponse): boolean {
  const isSameToken = next.response.fingerprint === first.response.fingerprint
  return isSameToken && expiresAt(next) > expiresAt(first) + toleranceMs
}

function expiresAt({ response, requestedAt }: TimedResponse): number {
  return requestedAt + response.expiresIn * 1_000
}

/** Whether the browser took this page from its HTTP cache: then the age of what the server rendered into it is unknown. */
export function isCachedPage(): boolean {
  const [navigation] = globalThis.performance?.getEntriesByType?.('navigation') ?? []
  const { deliveryType, transferSize, type } = Object(navigation)
  return deliveryType === 'cache' || (type === 'back_forward' && transferSize === 0)
}
