import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { vi } from 'vitest'

const tagBytes = 16

/**
 * Lets WebCrypto's AES-GCM, HKDF and HMAC settle within microtasks. The real ones settle on a thread of their own, where a fake clock
 * cannot wait for them. Both compute the same bytes.
 */
export function stubWebCrypto(): void {
  const { subtle } = crypto
  vi.spyOn(subtle, 'importKey').mockImplementation((async (_format: string, key: Uint8Array) => key) as never)
  vi.spyOn(subtle, 'deriveBits').mockImplementation((async ({ salt, info }: Hkdf, key: Uint8Array, bits: number) =>
    hkdfSync('sha256', key, salt, info, bits / 8)) as never)
  vi.spyOn(subtle, 'sign').mockImplementation((async (_name: string, key: ArrayBuffer, data: Uint8Array) =>
    createHmac('sha256', new Uint8Array(key)).update(data).digest()) as never)
  vi.spyOn(subtle, 'encrypt').mockImplementation((async (
    { iv, additionalData }: AesGcm,
    key: ArrayBuffer,
    data: Uint8Array,
  ) => {
    const cipher = createCipheriv('aes-256-gcm', new Uint8Array(key), iv).setAAD(additionalData)
    return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()])
  }) as never)
  vi.spyOn(subtle, 'decrypt').mockImplementation((async (
    { iv, additionalData }: AesGcm,
    key: ArrayBuffer,
    data: Uint8Array,
  ) => {
    const decipher = createDecipheriv('aes-256-gcm', new Uint8Array(key), iv).setAAD(additionalData)
    decipher.setAuthTag(data.subarray(-tagBytes))
    return Buffer.concat([decipher.update(data.subarray(0, -tagBytes)), decipher.final()])
  }) as never)
}

interface AesGcm {
  readonly iv: Uint8Array
  readonly additionalData: Uint8Array
}

interface Hkdf {
  readonly salt: Uint8Array
  readonly info: Uint8Array
}
