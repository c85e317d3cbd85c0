import type { FaultInput } from '@coveo-token/emulator'

/** Responses of Coveo to a mint that the soak test draws from. */
export const soakFaults: readonly (readonly [name: string, fault: FaultInput])[] = [
  ['429', { status: 429, retryAfter: 1 }],
  ['503', { status: 503 }],
  ['reset', { reset: true }],
  ['HTML', { body: 'html' }],
  ['malformed JSON', { body: 'malformed' }],
  ['slow', { delayMs: 700 }],
  ['expired token', { token: 'expired' }],
  ['garbage token', { token: 'garbage' }],
  ['empty token', { token: 'empty' }],
  ['no token', { token: 'missing' }],
  ['token without an end', { token: 'no-exp' }],
  ["another organization's token", { token: 'wrong-organization' }],
]
