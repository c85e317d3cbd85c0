import { hashes, keygen, sign, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'

// The Web Crypto API has Ed25519 too, but not in every browser, and only asynchronously.
hashes.sha512 = sha512

export interface Ed25519Key {
  secretKey: Uint8Array
  publicKey: Uint8Array
}

/** Generates a new key pair. */
export function createEd25519Key(): Ed25519Key {
  return keygen()
}

/** Returns the signature of a message. */
export function signEd25519(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return sign(message, secretKey)
}

export interface Ed25519Signature {
  message: Uint8Array
  signature: Uint8Array
  publicKey: Uint8Array
}

/** Whether a signature is valid. Throws for malformed bytes. */
export function verifyEd25519({ message, signature, publicKey }: Ed25519Signature): boolean {
  return verify(signature, message, publicKey)
}
