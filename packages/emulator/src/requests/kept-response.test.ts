import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptResponse, redactResponse } from './kept-response.ts'

const secrets = [
  ['token', `eyJhbGciOiJIUzI1NiJ9.${'eyJhIjoxfQ'.repeat(20)}.c2lnbmF0dXJl`],
  ['value', 'xx12345678-1234-1234-1234-123456789012'],
  ['rotationSecret', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ-_abc'],
] as const

describe('keptResponse', () => {
  it('holds no part of a token, a key or a rotation secret at the cut', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.constantFrom(...secrets), (offset, [name, secret]) => {
        const start = `{"text":"${'word '.repeat(360)}${'x '.repeat(offset)}`
        const text = `${start}","${name}":"${secret}"}`
        const logged = redactResponse(keptResponse(text) ?? new Uint8Array())
        expect(logged.length).toBeLessThanOrEqual(2001)
        for (let at = 0; at + 10 <= secret.length; at += 5) {
          expect(logged).not.toContain(secret.slice(at, at + 10))
        }
      }),
    )
  })

  it('is a short response as it is, and a cut one with an ellipsis', () => {
    expect(redactResponse(keptResponse('{"a":1}') as Uint8Array)).toBe('{"a":1}')
    expect(redactResponse(keptResponse('a '.repeat(2000)) as Uint8Array)).toBe(`${'a '.repeat(1000)}…`)
  })

  it('is absent for an empty or a large response', () => {
    expect([keptResponse(''), keptResponse('x'.repeat(32_769))]).toEqual([undefined, undefined])
  })
})
