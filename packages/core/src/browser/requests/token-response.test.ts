import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { developerWords } from '../errors/developer-words.ts'
import { parseResponse } from './parse-response.ts'
import { isTokenResponse } from './token-response.ts'

const good = {
  token: 'aa.bb.cc',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f1',
  expiresIn: 60,
  refreshIn: 40,
}

const texts = [
  'aa.bb.cc',
  'search',
  'platform',
  '',
  'undefined',
  'null',
  'a b',
  'a\nb',
  'a"b',
  'a\\b',
  'é',
  'xx12345678-a',
  '60',
]
const numbers = [60, 1, 0.5, 0, -1, 1e6, 1e21, 2.5, -0.5, Number.NaN, Number.POSITIVE_INFINITY]
const anything = fc.constantFrom<unknown>(...texts, ...numbers, undefined, null, true, {}, [], ['search'], [60])

function isPlain(text: unknown) {
  const isLost = text === '' || text === 'undefined' || text === 'null'
  return typeof text === 'string' && !isLost && !text.startsWith('xx') && !/[^\x21-\x7e]|["\\]/.test(text)
}

function keepsPromise({ token, kind, organizationId, fingerprint, expiresIn, refreshIn }: Record<string, unknown>) {
  const seconds = [expiresIn, refreshIn].every((value) => Number.isFinite(value) && Math.abs(Number(value)) < 1e21)
  const isKind = kind === 'search' || kind === 'platform'
  return [token, organizationId, fingerprint].every(isPlain) && isKind && seconds && Number(expiresIn) >= 1
}

describe('isTokenResponse', () => {
  it('accepts a response with every field, and with more', () => {
    expect(isTokenResponse(good)).toBe(true)
    expect(isTokenResponse({ ...good, kind: 'platform', expiresIn: 3479.123, refreshIn: -12.5, extra: [1] })).toBe(true)
    expect(isTokenResponse({ ...good, refreshIn: 1e-7 })).toBe(true)
  })

  it.each([undefined, null, false, 'text', 7, [], {}])('rejects %j', (value) => {
    expect(isTokenResponse(value)).toBe(false)
  })

  it('requires every field', () => {
    const field = (value: unknown) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: anything })
    const answers = fc.record({
      token: field(good.token),
      kind: field(good.kind),
      organizationId: field(good.organizationId),
      fingerprint: field(good.fingerprint),
      expiresIn: field(good.expiresIn),
      refreshIn: field(good.refreshIn),
    })
    fc.assert(
      fc.property(answers, (answer) => {
        expect(isTokenResponse(answer)).toBe(keepsPromise(answer))
      }),
    )
  })

  it('rejects nothing that the developer sentences cannot name', () => {
    const changes = fc.tuple(fc.constantFrom(...Object.keys(good)), anything)
    fc.assert(
      fc.property(changes, ([name, value]) => {
        const answer = { ...good, [name]: value }
        if (isTokenResponse(answer)) return
        const text = JSON.stringify(answer)
        const response = new Response(text)
        const code = parseResponse(response, { text })
        if (typeof code !== 'string') throw new Error('The response is not rejected.')
        const { message } = developerWords(code, { response, text })
        expect(['endpoint-no-token', 'endpoint-expired-token', 'endpoint-bad-response']).toContain(code)
        expect(message).not.toContain('rejected token')
      }),
    )
  })
})
