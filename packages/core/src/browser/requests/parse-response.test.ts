import { describe, expect, it } from 'vitest'
import { parseResponse } from './parse-response.ts'

const token = {
  token: 'aa.bb.cc',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f',
  subject: 's',
  expiresIn: 3_480,
  refreshIn: 2_710,
}
const longest = 131_072

function parse(text: string, status = 200) {
  return parseResponse({ ok: status >= 200 && status < 300, status } as Response, { text })
}

describe('parseResponse', () => {
  it('returns a token response of up to 128 Ki characters', () => {
    expect(parse(JSON.stringify(token).padEnd(longest))).toEqual(token)
    expect(parse(JSON.stringify(token).padEnd(longest + 1))).toBe('endpoint-too-large')
  })

  it('reads no more of a body than that, also in an error', () => {
    const text = JSON.stringify({ code: 'internal' })
    expect(parse(text.padEnd(longest), 500)).toBe('internal')
    expect(parse(text.padEnd(longest + 1), 500)).toBe('internal')
    expect(parse(text.padStart(longest + 1), 500)).toBe('endpoint-failed')
  })

  it.each([
    [400, 'endpoint-failed'],
    [401, 'not-authenticated'],
    [404, 'endpoint-not-found'],
    [399, 'endpoint-redirected'],
    [302, 'endpoint-redirected'],
    [0, 'endpoint-redirected'],
  ])('returns the code for the status %i: %s', (status, code) => {
    expect(parse('', status)).toBe(code)
    expect(parse(JSON.stringify(token), status)).toBe(code)
  })

  it.each([
    '',
    ' ',
    'null',
    ' null ',
    'undefined\n',
    '{"token":null}',
    '{"token":"null"}',
    '{"token":" undefined "}',
    '"aa.bb.cc"',
    '"{"',
    '{}',
  ])('names a lost token: %j', (text) => {
    expect(parse(text)).toBe(text === '"{"' ? 'endpoint-bad-response' : 'endpoint-no-token')
  })

  it('names JSON that was encoded twice, and no other text with brackets', () => {
    for (const inner of ['{"token":"x"}', ' \n[1]']) expect(parse(JSON.stringify(inner))).toBe('endpoint-bad-response')
    for (const inner of ['a {', 'x[']) expect(parse(JSON.stringify(inner))).toBe('endpoint-no-token')
  })

  it.each([
    [0, 'endpoint-expired-token'],
    [0.9, 'endpoint-expired-token'],
    [-1, 'endpoint-expired-token'],
    ['1', 'endpoint-bad-response'],
    [1e21, 'endpoint-bad-response'],
    [undefined, 'endpoint-bad-response'],
  ])('with `expiresIn` %j: %s', (expiresIn, code) => {
    expect(parse(JSON.stringify({ ...token, expiresIn }))).toBe(code)
  })

  it('names a valid token with another wrong field', () => {
    expect(parse(JSON.stringify({ ...token, expiresIn: 1, kind: 'other' }))).toBe('endpoint-bad-response')
  })
})
