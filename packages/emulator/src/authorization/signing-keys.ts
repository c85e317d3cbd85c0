import { randomBytes } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

export interface SigningKeys {
  /** Signs search tokens (HS256); known to nobody else, as at Coveo. */
  searchSecret: Uint8Array
  platformKeyId: string
  platformPrivateKey: CryptoKey
  platformPublicKey: CryptoKey
  /** What `GET /rest/tokens/certificates` answers. */
  certificates: { keys: JWK[] }
}

/** New keys for one start of the emulator. */
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
