import type { TokenResponse } from '../shared/endpoint-contract.ts'

/** What JSON writes as it is, between quotes. */
const plain = /^[\w.-]*$/

/** The answer as JSON. A token needs no escapes, and to make sure of that is quicker than to look for them one by one. */
export function answerText({ token, kind, organizationId, expiresIn, refreshIn, fingerprint }: TokenResponse): string {
  const about = `"kind":${quoted(kind)},"organizationId":${quoted(organizationId)}`
  const lives = `"expiresIn":${expiresIn},"refreshIn":${refreshIn}`
  return `{"token":${quoted(token)},${about},${lives},"fingerprint":${quoted(fingerprint)}}`
}

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}
