import type { TokenResponse } from '../shared/endpoint-contract.ts'

/** By how much two responses may differ in the end of one token: a response may take ten seconds, and counts in whole seconds. */
const toleranceMs = 15_000

/** The token that a source holds, and when it ends by the clock of the source. */
export interface HeldToken {
  readonly fingerprint: string | undefined
  readonly expiresAt: number
}

/** Whether a cache repeated an old response: it promises more lifetime for the held token than was counted. */
export function isRepeatedResponse(response: TokenResponse, requestedAt: number, held: HeldToken): boolean {
  const { fingerprint, expiresIn } = response
  return fingerprint === held.fingerprint && requestedAt + expiresIn * 1_000 > held.expiresAt + toleranceMs
}

/** Whether the browser took this page from its HTTP cache: then the age of what the server rendered into it is unknown. */
export function isCachedPage(): boolean {
  const [navigation] = globalThis.performance?.getEntriesByType?.('navigation') ?? []
  const { deliveryType, transferSize, type } = Object(navigation)
  return deliveryType === 'cache' || (type === 'back_forward' && transferSize === 0)
}
