import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { decodeBase64url, encodeBase64url } from '../../shared/base64url.ts'
import { tokenError } from '../../shared/error-table.ts'
import type { TokenError } from '../../shared/token-error.ts'

/** Encrypts the values and hashes the names of a shared store. */
export interface Sealing {
  /** The names of a cache key, one for each secret, equal on every instance. */
  readonly namesOf: (key: string) => readonly [string, ...string[]]
  /** Encrypts text for one name. */
  readonly seal: (name: string, text: string) => Promise<string>
  /** Decrypts a value of this name. Rejects with `shared-store-unreadable`. */
  readonly open: (name: string, sealed: string) => Promise<string>
}

interface KeyRing {
  readonly id: string
  readonly namingKey: Uint8Array
  readonly encryptionKey: () => Promise<CryptoKey>
}

const version = '1'
const ivBytes = 12
const encoder = new TextEncoder()

/**
 * AES-256-GCM for values, HMAC-SHA-256 for names, with keys that HKDF derives from each secret. The first secret encrypts; every secret
 * decrypts, found by the key id in front of a value. A value is bound to its name: under another name it does not decrypt.
 */
export function createSealing(secrets: readonly string[]): Sealing {
  const rings = secrets.map(createKeyRing)
  const [{ id, encryptionKey }] = rings as [KeyRing]

  return {
    namesOf(key) {
      const names = rings.map(({ namingKey }) => encodeBase64url(hmac(sha256, namingKey, distinctBytes(key))))
      return names as [string, ...string[]]
    },
    async seal(name, text) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
      const sealed = await crypto.subtle.encrypt(aesGcm(iv, name), await encryptionKey(), encoder.encode(text))
      return [version, id, encodeBase64url(iv), encodeBase64url(new Uint8Array(sealed))].join('.')
    },
    async open(name, value) {
      const [form, ringId, iv = '', sealed = '', ...rest] = String(value).split('.')
      if (form !== version || rest.length > 0) throw unreadable('It is not in the format of this version.')
      const ring = rings.find((ring) => ring.id === ringId)
      if (ring === undefined) throw unreadable('It was encrypted with a secret that this instance does not have.')
      try {
        const parameters = aesGcm(decodeBase64url(iv), name)
        return new TextDecoder().decode(
          await crypto.subtle.decrypt(parameters, await ring.encryptionKey(), decodeBase64url(sealed)),
        )
      } catch {
        throw unreadable('It was changed, or belongs to another name.')
      }
    },
  }
}

function createKeyRing(secret: string): KeyRing {
  const derive = (purpose: string, bytes: number) =>
    deriveKey(distinctBytes(secret), encoder.encode(`coveo-token ${purpose}`)).slice(0, bytes)
  let imported: Promise<CryptoKey> | undefined
  return {
    id: encodeBase64url(derive('id', 6)),
    namingKey: derive('name', 32),
    encryptionKey() {
      imported ??= crypto.subtle.importKey('raw', new Uint8Array(derive('seal', 32)), 'AES-GCM', false, [
        'encrypt',
        'decrypt',
      ])
      return imported
    },
  }
}

/**
 * HKDF-SHA-256 without a salt, for one block of 32 bytes. It is two HMACs; a bundle is smaller without the library's module.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5869
 */
export function deriveKey(secret: Uint8Array, purpose: Uint8Array): Uint8Array {
  const pseudorandomKey = hmac(sha256, new Uint8Array(32), secret)
  return hmac(sha256, pseudorandomKey, new Uint8Array([...purpose, 1]))
}

function aesGcm(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(name) }
}

/** Two texts never have the same bytes: JSON escapes lone surrogates, all of which `TextEncoder` would turn into U+FFFD. */
function distinctBytes(text: string): Uint8Array {
  return encoder.encode(JSON.stringify(text))
}

function unreadable(why: string): TokenError {
  return tokenError('shared-store-unreadable', `The shared store holds a value that cannot be decrypted. ${why}`)
}
