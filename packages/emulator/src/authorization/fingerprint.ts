import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../encoding/base64url.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'

/** First 16 characters of base64url(SHA-256(secret)): safe to log and to compare. */
export function fingerprintOf(secret: string): string {
  return encodeBase64url(sha256(encodeUtf8(secret)).subarray(0, 12))
}
