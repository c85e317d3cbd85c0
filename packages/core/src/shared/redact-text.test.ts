import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactText } from './redact-text.ts'

describe('redactText', () => {
  it('masks API keys and OAuth tokens anywhere in a text', () => {
    expect(redactText('key xx590a182c-5045-4914-a00b-1f4099581b3e!')).toBe('key [redacted]!')
    expect(redactText('x590A182C-5045-4914-A00B-1F4099581B3E')).toBe('[redacted]')
    expect(redactText('idxx590a182c-5045-4914-a00b-1f4099581b3eid')).toBe('id[redacted]id')
  })

  it('masks JWTs, also without a signature', () => {
    expect(redactText('a eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2ln b')).toBe('a [redacted] b')
    expect(redactText('eyJhbGciOiJub25lIn0.eyJleHAiOjF9.')).toBe('[redacted]')
  })

  it('masks token parameters of a URL and no others', () => {
    expect(redactText('POST /privileges/token?accessToken=opaque%2Fvalue&x=1')).toBe(
      'POST /privileges/token?accessToken=[redacted]&x=1',
    )
    expect(redactText('/html?access_token=abc#top')).toBe('/html?access_token=[redacted]#top')
  })

  it('masks the user and the password in a URL', () => {
    expect(redactText('connect rediss://default:hunter2@10.0.0.1:6379/0 failed')).toBe(
      'connect rediss://[redacted]@10.0.0.1:6379/0 failed',
    )
    expect(redactText('http://localhost:4400/a@b')).toBe('http://localhost:4400/a@b')
  })

  it('masks authorization headers and JSON fields', () => {
    expect(redactText('authorization: Bearer abc.def')).toBe('authorization: Bearer [redacted]')
    expect(redactText('{"token": "abc", "kind": "search"}')).toBe('{"token": "[redacted]", "kind": "search"}')
  })

  it('masks the given secrets', () => {
    expect(redactText('the word swordfish', ['swordfish', ''])).toBe('the word [redacted]')
  })

  it('does not change plain words', () => {
    const plain =
      'Could not reach platform.cloud.coveo.com:443 as asmith@example.com, id 590a182c-5045-4914-a00b-1f4099581b3e'
    expect(redactText(plain)).toBe(plain)
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redactText(redactText(text))).toBe(redactText(text))
      }),
    )
  })
})
