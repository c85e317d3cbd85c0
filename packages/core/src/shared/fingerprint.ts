import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from './base64url.ts'

const encoder = new TextEncoder()

/** The first 16 characters of base64url(SHA-256(text)): identifies a token or a key in logs without revealing it. */
export function fingerprint(text: string): string {
  return encodeBase64url(sha256(encoder.encode(text)).subarray(0, 12))
}
