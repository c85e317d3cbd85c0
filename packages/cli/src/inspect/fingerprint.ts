import { createHash } from 'node:crypto'

/** The fingerprint of a key or a token, equal to the one in the kit's logs: 16 characters of base64url(SHA-256). */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, 16)
}
