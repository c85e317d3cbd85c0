import { createHash } from 'node:crypto'

/** First 16 characters of base64url(SHA-256(secret)): names a token or a key without giving it away. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, 16)
}
