import { createHash } from 'node:crypto'

/** First 16 characters of base64url(SHA-256(secret)): safe to log and to compare. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, 16)
}
