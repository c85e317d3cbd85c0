import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

export interface SigningKeys {
  /** Signs search tokens (HS256). Secret, so clients can decode these tokens but not verify them. */
  searchSecret: string
  platform: { kid: string; privateKey: KeyObject; publicKey: KeyObject }
  /** The response of `GET /rest/tokens/certificates`. */
  certificates: { keys: Record<string, unknown>[] }
}

/** Generates new keys for one emulator. */
export function createSigningKeys(): SigningKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const kid = randomBytes(9).toString('base64url')
  const { kty, crv, x } = publicKey.export({ format: 'jwk' })
  return {
    searchSecret: randomBytes(32).toString('base64url'),
    platform: { kid, privateKey, publicKey },
    certificates: { keys: [{ kty, alg: 'EdDSA', use: 'sig', crv, x, kid }] },
  }
}
