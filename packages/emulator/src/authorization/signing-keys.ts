import { encodeBase64url } from '../encoding/base64url.ts'
import { createEd25519Key, type Ed25519Key } from './ed25519.ts'
import { randomBytes } from './random-bytes.ts'

export interface PlatformKey extends Ed25519Key {
  /** Id of the key in the header of tokens. */
  kid: string
}

export interface SigningKeys {
  /** Signs search tokens (HS256). Secret, so clients can decode these tokens but not verify them. */
  searchSecret: string
  platform: PlatformKey
  /** The response of `GET /rest/tokens/certificates`. */
  certificates: { keys: Record<string, unknown>[] }
}

/** Generates new keys for one emulator. */
export function createSigningKeys(): SigningKeys {
  const key = createEd25519Key()
  const kid = encodeBase64url(randomBytes(9))
  const jwk = { kty: 'OKP', alg: 'EdDSA', use: 'sig', crv: 'Ed25519', x: encodeBase64url(key.publicKey), kid }
  return { searchSecret: encodeBase64url(randomBytes(32)), platform: { ...key, kid }, certificates: { keys: [jwk] } }
}
