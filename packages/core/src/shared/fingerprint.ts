import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from './base64url.ts'

const encoder = new TextEncoder()

/** The first 16 characters of base64url(SHA-256(text)): identifies a token or a key in logs without revealing it. */
export function fingerprint(text: string): string {
  return encodeBase64url(hash(text).subarray(0, 12))
}

/** A number in [0, 1), the same for equal texts. Texts that differ in one letter are far apart. */
export function fractionOf(text: string): number {
  return new DataView(hash(text).buffer).getUint32(0) / 2 ** 32
}

function hash(text: string): Uint8Array {
  return sha256(encoder.encode(text))
}
