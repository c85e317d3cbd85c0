import { sha256 } from '@noble/hashes/sha2.js'
import { base64url } from 'jose'

const encoder = new TextEncoder()

/** First 16 characters of base64url(SHA-256(text)): names a token or a key in logs and reports without giving it away. */
export function fingerprint(text: string): string {
  return base64url.encode(sha256(encoder.encode(text)).subarray(0, 12))
}
