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

  it.each([
    ['COVEO_TOKEN_SECRET=opaque-value', 'COVEO_TOKEN_SECRET=[redacted]'],
    ['client_secret=opaque&grant_type=refresh_token', 'client_secret=[redacted]&grant_type=refresh_token'],
    ['{"refresh_token":"opaque","expires_in":3600}', '{"refresh_token":"[redacted]","expires_in":3600}'],
    ['{\\"client_secret\\": \\"opaque\\", \\"a\\": 1}', '{\\"client_secret\\": \\"[redacted]\\", \\"a\\": 1}'],
    ["{ apiKey: 'opaque', count: 1 }", "{ apiKey: '[redacted]', count: 1 }"],
    ['GET /\nCookie: sid=opaque; theme=dark\nAccept: a/b', 'GET /\nCookie: [redacted]\nAccept: a/b'],
    ['set-cookie: sid=opaque; Path=/', 'set-cookie: [redacted]'],
    ['Authorization: Digest username="u", response="opaque"', 'Authorization: [redacted]'],
    ['log3eBearer opaque', 'log3eBearer [redacted]'],
    ['/login?next=%2Fa%3Faccess_token%3Dopaque', '/login?next=%2Fa%3Faccess_token%3D[redacted]'],
    ['"password": "op\\"aque"', '"password": "[redacted]"'],
    ['"password": "opaque', '"password": "[redacted]'],
    [`{"message":"password: 'opaque'"}`, `{"message":"password: '[redacted]'"}`],
  ])('masks the secret in %j', (text, safe) => {
    expect(redactText(text)).toBe(safe)
    expect(redactText(safe)).toBe(safe)
  })

  it.each([
    'ey',
    'ey.',
    'eyaaaaaa.aa.',
    'eyaaaaaaa',
    'token',
    '"token":"',
    "token='",
    'a',
    '-',
    '\\"',
    'x',
    'bearer ',
    '://',
    '%3D',
    'cookie: ',
  ])('redacts a megabyte of %j, and cuts the rest', (part) => {
    const text = part.repeat(Math.ceil(1_000_000 / part.length))
    expect(redactText(text).length).toBeLessThan(500_000)
    expect(redactText(text.slice(0, 99_000)).length).toBeGreaterThan(0)
  })

  it('cuts a long text before a word, so that no half of a secret remains', () => {
    const words = 'word '.repeat(19_999)
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl'
    expect(redactText(`${words}${jwt}`)).toBe(`${words}… [cut]`)
  })

  it.each([
    "'HELLO', with args beginning with: '3' 'AUTH' 'me' 'hunter2' ",
    '`AUTH`, with args beginning with: `hunter2`, ',
  ])('masks the password that Redis repeats: %s', (command) => {
    const text = redactText(`ERR unknown command ${command}\nat connect`)
    expect(text).toMatch(/with args beginning with: \[redacted\]\nat connect$/)
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
    const pieces = [
      'Bearer ',
      'Cookie: ',
      'token=',
      '"token":"',
      'https://u:p@h/',
      'xx590a182c-5045-4914-a00b-1f4099581b3e',
      ' ',
      '&',
    ]
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { size: 'max', maxLength: 8 })
    fc.assert(
      fc.property(
        text.map((parts) => parts.join(' ')),
        (text) => {
          expect(redactText(redactText(text))).toBe(redactText(text))
        },
      ),
    )
  })
})
