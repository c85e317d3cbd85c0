import { describe, expect, it } from 'vitest'
import { hasSecret, redactText } from './redact.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2ln'
const key = 'xx12345678-1234-1234-1234-123456789abc'

describe('redactText', () => {
  it.each([jwt, `prefix${jwt}`, key])('masks %s', (secret) => {
    expect(redactText(`a ${secret} b`)).toBe('a [redacted] b')
    expect(hasSecret(`"${secret}"`)).toBe(true)
  })

  it.each(['eyJ', 'eyJa.b', 'a.b.c', '1.2.3', ''])('keeps %j', (text) => {
    expect(redactText(text)).toBe(text)
    expect(hasSecret(text)).toBe(false)
  })

  it('splits each word once, however many starts of a token it holds', () => {
    const text = 'eyJ'.repeat(100_000)
    expect(redactText(text)).toBe(text)
    expect(redactText(`${text}.a.b`)).toBe('[redacted]')
  })
})
