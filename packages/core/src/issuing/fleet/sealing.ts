import { decodeBase64url, encodeBase64url } from '../../shared/base64url.ts'
import { lazy } from '../../shared/lazy.ts'
import { otherSecretError, unreadableError } from './unreadable-error.ts'

/** Encrypts the values and hashes the names of a shared store. */
export interface Sealing {
  /** The names of a cache key, one for each secret, equal on every instance. */
  readonly namesOf: (key: string) => Promise<readonly [string, ...string[]]>
  /** Encrypts text for one name. */
  readonly seal: (name: string, text: string) => Promise<string>
  /** Decrypts a value of this name. Rejects with `shared-store-unreadable`. */
  readonly open: (name: string, sealed: string) => Promise<string>
}

interface KeyRing {
  readonly id: string
  readonly namingKey: CryptoKey
  readonly encryptionKey: CryptoKey
}

const version = '1'
const ivBytes = 12
const encoder = new TextEncoder()

/**
 * AES-256-GCM for values, HMAC-SHA-256 for names, with keys that HKDF derives from each secret. The first secret encrypts; every secret
 * decrypts, found by the key id in front of a value. A value is bound to its name: under another name it does not decrypt.
 */
export function createSealing(secrets: readonly string[]): Sealing {
  // Not at construction: Workers allow no asynchronous work before the first request.
  const keyRings = lazy(() => Promise.all(secrets.map(createKeyRing)))

  return {
    async namesOf(key) {
      const bytes = distinctBytes(key)
      const names = (await keyRings()).map(async ({ namingKey }) =>
        encodeBuffer(await crypto.subtle.sign('HMAC', namingKey, bytes)),
      )
      return (await Promise.all(names)) as [string, ...string[]]
    },
    async seal(name, text) {
      const [{ id, encryptionKey }] = (await keyRings()) as [KeyRing]
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
      const sealed = await crypto.subtle.encrypt(aesGcm(iv, name), encryptionKey, encoder.encode(text))
      return [version, id, encodeBase64url(iv), encodeBuffer(sealed)].join('.')
    },
    async open(name, value) {
      const [form, ringId, iv = '', sealed = '', ...rest] = String(value).split('.')
      if (form !== version || rest.length > 0) throw unreadableError('It is not in the format of this version.')
      const ring = (await keyRings()).find((ring) => ring.id === ringId)
      if (ring === undefined) throw otherSecretError()
      try {
        const parameters = aesGcm(decodeBase64url(iv), name)
        return new TextDecoder().decode(
          await crypto.subtle.decrypt(parameters, ring.encryptionKey, decodeBase64url(sealed)),
        )
      } catch {
        throw unreadableError('It was changed, or belongs to another name.')
      }
    },
  }
}

async function createKeyRing(secret: string): Promise<KeyRing> {
  const { subtle } = crypto
  const material = await subtle.importKey('raw', distinctBytes(secret), 'HKDF', false, ['deriveBits'])
  function derive(purpose: string): Promise<ArrayBuffer> {
    const info = encoder.encode(`coveo-token ${purpose}`)
    return subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, material, 256)
  }
  const [id, name, seal] = await Promise.all([derive('id'), derive('name'), derive('seal')])
  return {
    id: encodeBuffer(id.slice(0, 6)),
    namingKey: await subtle.importKey('raw', name, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    encryptionKey: await subtle.importKey('raw', seal, 'AES-GCM', false, ['encrypt', 'decrypt']),
  }
}

function encodeBuffer(buffer: ArrayBuffer): string {
  return encodeBase64url(new Uint8Array(buffer))
}

function aesGcm(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(name) }
}

/** Two texts never have the same bytes: JSON escapes lone surrogates, all of which `TextEncoder` would turn into U+FFFD. */
function distinctBytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(text))
}
