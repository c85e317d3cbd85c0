import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

describe('fingerprint', () => {
  it('is the first 16 characters of base64url(SHA-256(text))', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fingerprint(text)).toBe(createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 16))
      }),
    )
  })
})
