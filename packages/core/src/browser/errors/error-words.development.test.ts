import { beforeEach, describe, expect, it, vi } from 'vitest'
import { developerWords } from './developer-words.ts'
import type { PageErrorCode } from './endpoint-error.ts'
import { endpointSentences } from './endpoint-sentences.ts'
import { describeError as describeInProduction } from './error-words.ts'

const codes = Object.keys(endpointSentences) as PageErrorCode[]

async function loadDevelopmentWords() {
  vi.resetModules()
  const print = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const words = await import('./error-words.development.ts')
  return { ...words, printed: () => print.mock.calls.map(([text]) => String(text)) }
}

describe('describeError', () => {
  it.each(codes)('has a message and a remedy for %s, in development and in production', (code) => {
    for (const { message, remedy } of [developerWords(code, {}), describeInProduction(code, {})]) {
      expect(message).toMatch(/^[A-Z].+\.$/)
      expect(remedy).toMatch(/^[A-Z].{10,}\.$/)
    }
    expect(describeInProduction(code, {}).remedy).toContain(`docs/errors.md#${code}`)
  })

  it.each([
    ['endpoint-bad-response', '{"token":"aa.bb.cc","kind":"search"}', 'missing or wrong: organizationId, fingerprint'],
    ['endpoint-bad-response', '{"token":"xx12345678-aaaa"}', 'the token is an API key'],
    ['endpoint-bad-response', '"{}"', 'JSON inside a JSON string'],
    ['endpoint-no-token', '', 'the body is empty'],
    ['endpoint-no-token', 'undefined', 'the body is the word undefined'],
    ['endpoint-no-token', '"aa.bb.cc"', 'a bare string'],
    ['endpoint-not-json', '<p>Hello', 'text/html'],
    ['endpoint-too-large', 'x'.repeat(200_000), '196 KB'],
  ] as const)('names the detail of %s in development: %s', (code, text, detail) => {
    const response = new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    const { message } = developerWords(code, { response, text })
    expect(message).toContain(detail)
    expect(message).not.toContain('xx12345678')
    expect(message).not.toContain('aa.bb.cc')
  })

  it('names a response with the rejected token in development', () => {
    const fields = { kind: 'search', organizationId: 'acme', fingerprint: 'f1', expiresIn: 60, refreshIn: 40 }
    const text = JSON.stringify({ token: 'aa.bb.cc', ...fields })
    const { message } = developerWords('endpoint-bad-response', { response: new Response(text), text })
    expect(message).toContain('sent the rejected token again')
  })
})

describe('the output of a page in development', () => {
  let words: Awaited<ReturnType<typeof loadDevelopmentWords>>
  beforeEach(async () => {
    words = await loadDevelopmentWords()
  })

  it('has each failure once, with its remedy and its section of the manual', () => {
    for (let time = 0; time < 3; time++) words.describeError('endpoint-not-found', {})
    words.describeError('endpoint-timeout', {})
    expect(words.printed()).toHaveLength(2)
    expect(words.printed()[0]).toMatch(/Mount your endpoint.+docs\/errors\.md#endpoint-not-found/)
  })

  it('has no sign-out and no end of a source', () => {
    for (const code of ['not-authenticated', 'signed-out', 'disposed'] as const) words.describeError(code, {})
    expect(words.printed()).toEqual([])
  })

  it('reports once that a cache sends old responses', () => {
    words.warnAboutCache()
    words.warnAboutCache()
    expect(words.printed()).toHaveLength(1)
    expect(words.printed()[0]).toContain('A cache sent an old token response')
    expect(words.printed()[0]).toContain('Cache-Control: private, no-store')
  })

  it('has a failure also after a cache was reported', () => {
    words.warnAboutCache()
    words.describeError('endpoint-timeout', {})
    expect(words.printed()).toHaveLength(2)
  })

  it.each([
    [{ name: 5 }, 'must be a string.'],
    [{ name: null }, 'must be a string.'],
    [{ other: {}, name: true }, 'must be a string.'],
  ])('throws a TypeError for options of a wrong type: %j', (options, message) => {
    expect(() => words.assertOptionTypes(options, { name: 'a string' })).toThrow(new TypeError(`\`name\` ${message}`))
  })

  it.each([{}, { name: undefined }, { name: 'a' }])('accepts options of the right types: %j', (options) => {
    expect(() => words.assertOptionTypes(options, { name: 'a string' })).not.toThrow()
  })
})
