import { randomBytes } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

export interface SigningKeys {
  /** Signs search tokens (HS256). Secret, so clients can decode these tokens but not verify them. */
  searchSecret: Uint8Array
  platformKeyId: string
  platformPrivateKey: CryptoKey
  platformPublicKey: CryptoKey
  /** The response of `GET /rest/tokens/certificates`. */
  certificates: { keys: JWK[] }
}

/** Generates new keys for one emulator. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
  const kid = randomBytes(9).toString('base64url')
  const { kty, crv, x } = await exportJWK(publicKey)
  return {
    searchSecret: randomBytes(32),
    platformKeyId: kid,
    platformPrivateKey: privateKey,
    platformPublicKey: publicKey,
    certificates: { keys: [{ kty, alg: 'EdDSA', use: 'sig', crv, x, kid } as JWK] },
  }
}
