import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

const text = 'COVEO_API_KEY=ä€'
const littleEndian = Buffer.from(`\uFEFF${text}`, 'utf16le')

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little endian', littleEndian],
    ['UTF-16, big endian', Buffer.from(littleEndian).swap16()],
  ])('decodes %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text)
  })

  it('replaces bytes that are no text', () => {
    expect(decodeText(Uint8Array.of(0x61, 0xff))).toBe('a\uFFFD')
  })
})
