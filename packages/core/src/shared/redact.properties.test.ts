import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'
import { redactText } from './redact-text.ts'

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: length, maxLength: length })
const apiKey = fc
  .tuple(fc.constantFrom('x', 'xx', 'XX'), hex(8), hex(4), hex(4), hex(4), hex(12))
  .map(([prefix, ...parts]) => prefix + parts.join('-'))

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const jwt = fc
  .record({
    header: fc.constantFrom('{"alg":"HS256"}', '{"alg":"EdDSA","typ":"JWT"}', '{\n "alg": "none",\n "typ": "JWT"\n}'),
    claim: fc.string({ maxLength: 12 }),
    signature: fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), maxLength: 43 }),
  })
  .map(({ header, claim, signature }) => ({
    text: `${base64url(header)}.${base64url(JSON.stringify({ claim, exp: 1 }))}.${signature}`,
    claims: base64url(JSON.stringify({ claim, exp: 1 })),
    signature,
  }))

const surroundings = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    'Bearer ',
    '"',
    "'",
    'token=',
    'token:"',
    '.',
    '-',
    '_',
    'x',
    'ey',
    '/',
    '://a:',
    '@',
    ':',
    '\n',
    '%20',
  ),
  fc.constantFrom('e', 'Authorization: ', 'Cookie: ', '\\"', '"token":', 'a='),
)

/** Fails if `redactAny` shows a part of a key or token in any surroundings. */
function assertNothingShown(redactAny: (text: string) => string): void {
  fc.assert(
    fc.property(surroundings, apiKey, surroundings, jwt, surroundings, (before, key, between, token, after) => {
      const safe = redactAny(before + key + between + token.text + after)
      expect(safe.toLowerCase()).not.toContain(key.toLowerCase().slice(-25))
      expect(safe).not.toContain(token.claims)
      if (token.signature.length > 8) expect(safe).not.toContain(token.signature)
    }),
    { numRuns: 3_000, seed: 5 },
  )
}

describe('redact', () => {
  it('shows no part of a key or a token in a text, in any surroundings', () => {
    assertNothingShown(redactText)
  })

  it('shows no part of a key or a token in a value, in any surroundings', () => {
    assertNothingShown((text) => {
      const url = new URL(`http://a.test/?q=${encodeURIComponent(text)}`)
      return JSON.stringify(redact({ [text]: [[text, { deep: text }]], url, error: String(new Error(text)) }))
    })
  })

  it.each<[string, (text: string) => string]>([
    ['keys in upper case', (text) => (/XX/.test(text) ? text : redactText(text))],
    ['a JWT after a word', (text) => redactText(text).replace(/(?<=x)\[redacted\]/, text)],
    ['a JWT without a signature', (text) => (/\.$/.test(text) ? text : redactText(text))],
    ['everything once in a thousand times', (text) => (text.length % 97 === 0 ? text : redactText(text))],
  ])('finds a hole: %s', (_, redactMost) => {
    expect(() => assertNothingShown(redactMost)).toThrow(/Property failed/)
  })
})
