import { createCipheriv, createDecipheriv } from 'node:crypto'
import { vi } from 'vitest'

const tagBytes = 16

/**
 * Lets WebCrypto's AES-GCM settle within microtasks. The real one settles on a thread of its own, where a fake clock cannot wait for
 * it. Both encrypt alike.
 */
export function stubWebCrypto(): void {
  const { subtle } = crypto
  vi.spyOn(subtle, 'importKey').mockImplementation((async (_format: string, key: Uint8Array) => key) as never)
  vi.spyOn(subtle, 'encrypt').mockImplementation((async (
    { iv, additionalData }: AesGcm,
    key: Uint8Array,
    data: Uint8Array,
  ) => {
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData)
    return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()])
  }) as never)
  vi.spyOn(subtle, 'decrypt').mockImplementation((async (
    { iv, additionalData }: AesGcm,
    key: Uint8Array,
    data: Uint8Array,
  ) => {
    const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(additionalData)
    decipher.setAuthTag(data.subarray(-tagBytes))
    return Buffer.concat([decipher.update(data.subarray(0, -tagBytes)), decipher.final()])
  }) as never)
}

interface AesGcm {
  readonly iv: Uint8Array
  readonly additionalData: Uint8Array
}
