import { sha256 } from '@noble/hashes/sha2.js'

const encoder = new TextEncoder()
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** First 16 characters of base64url(SHA-256(text)): names a token or a key in logs and reports without giving it away. */
export function fingerprint(text: string): string {
  const hash = sha256(encoder.encode(text))
  const codes: number[] = []
  for (let at = 0; at < 12; at += 3) {
    const bits = ((hash[at] ?? 0) << 16) | ((hash[at + 1] ?? 0) << 8) | (hash[at + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) codes.push(alphabet.charCodeAt((bits >>> shift) & 63))
  }
  // At once, because a string grown by pieces keeps its pieces in memory, and one of these lives as long as its token.
  return String.fromCharCode(...codes)
}
