import { gcm } from '@noble/ciphers/aes.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64url } from 'jose'
import { tokenError } from '../../shared/error-table.ts'
import type { TokenError } from '../../shared/token-error.ts'

/** Hides what goes into a shared store. */
export interface Sealing {
  /** The names for a cache key, one for each secret: the same on every instance, and of no meaning to anyone else. */
  namesOf(key: string): readonly [string, ...string[]]
  /** Encrypts text for one name. */
  seal(name: string, text: string): string
  /** What was sealed for this name. Throws `shared-store-unreadable`. */
  open(name: string, sealed: string): string
}

interface KeyRing {
  readonly id: string
  readonly sealing: Uint8Array
  readonly naming: Uint8Array
}

const version = '1'
const ivBytes = 12
const encoder = new TextEncoder()

/**
 * AES-256-GCM over values, HMAC-SHA-256 over names, with keys that HKDF makes of each secret. The first secret seals; all of them open,
 * by the key id in front of a value. A value is bound to its name: moved to another one, it does not open.
 */
export function createSealing(secrets: readonly string[]): Sealing {
  const rings = secrets.map(keyRing)
  const [{ id, sealing }] = rings as [KeyRing]

  return {
    namesOf(key) {
      const names = rings.map(({ naming }) => base64url.encode(hmac(sha256, naming, encoder.encode(key))))
      return names as [string, ...string[]]
    },
    seal(name, text) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
      const sealed = gcm(sealing, iv, encoder.encode(name)).encrypt(encoder.encode(text))
      return [version, id, base64url.encode(iv), base64url.encode(sealed)].join('.')
    },
    open(name, value) {
      const [form, ringId, iv = '', sealed = '', ...rest] = String(value).split('.')
      if (form !== version || rest.length > 0) throw unreadable('It is not in the form of this version.')
      const ring = rings.find((ring) => ring.id === ringId)
      if (ring === undefined) throw unreadable('It was sealed with a secret that this instance does not have.')
      try {
        return new TextDecoder().decode(
          gcm(ring.sealing, base64url.decode(iv), encoder.encode(name)).decrypt(base64url.decode(sealed)),
        )
      } catch {
        throw unreadable('It was changed, or belongs to another name.')
      }
    },
  }
}

function unreadable(why: string): TokenError {
  return tokenError('shared-store-unreadable', `The shared store holds a value that cannot be opened. ${why}`)
}

function keyRing(secret: string): KeyRing {
  const derive = (purpose: string, bytes: number) =>
    hkdf(sha256, encoder.encode(secret), undefined, encoder.encode(`coveo-token ${purpose}`), bytes)
  return { id: base64url.encode(derive('id', 6)), sealing: derive('seal', 32), naming: derive('name', 32) }
}
