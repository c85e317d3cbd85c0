import { describe, expect, it } from 'vitest'
import type { PageErrorCode } from './endpoint-error.ts'
import { responseDetail } from './response-detail.ts'

const token = { token: 'aa.bb.cc', kind: 'search', organizationId: 'acme', fingerprint: 'f1', subject: 's1' }
const complete = { ...token, expiresIn: 60, refreshIn: 40 }

/** The detail of a response with the status 200. */
function detailOf(code: PageErrorCode, text: string | undefined, headers: Record<string, string> = {}) {
  return responseDetail(code, { response: new Response('', { headers }), text })
}

/** The detail of a body that breaks the contract of a token response. */
const breachOf = (body: unknown) => detailOf('endpoint-bad-response', JSON.stringify(body))

describe('responseDetail', () => {
  it('is undefined without a response, and for codes that say enough', () => {
    expect(responseDetail('endpoint-timeout', {})).toBeUndefined()
    expect(responseDetail('endpoint-no-token', { text: '' })).toBeUndefined()
    expect(detailOf('endpoint-unreachable', '')).toBeUndefined()
  })

  it('reports a body that broke off, for each code', () => {
    for (const code of ['endpoint-no-token', 'endpoint-bad-response', 'endpoint-failed'] as const)
      expect(detailOf(code, undefined)).toBe('the response broke off')
  })

  it.each([
    ['endpoint-failed', 400, '400'],
    ['endpoint-failed', 500, '500'],
    ['not-authenticated', 401, undefined],
    ['endpoint-failed', 399, undefined],
  ] as const)('for %s with the status %i is %j', (code, status, detail) => {
    expect(responseDetail(code, { response: new Response('', { status }), text: '' })).toBe(detail)
  })

  it.each([
    ['text/html; charset=utf-8', 'text/html'],
    ['application/vnd.api+json', 'application/vnd.api+json'],
    ['a'.repeat(40), 'a'.repeat(40)],
    ['a'.repeat(41), 'no content type'],
    ['<b>text/html', 'no content type'],
    ['text/html<b>', 'no content type'],
    ['', 'no content type'],
  ])('for a response without JSON and of the type %j is %j', (type, detail) => {
    expect(detailOf('endpoint-not-json', '', { 'content-type': type })).toBe(detail)
  })

  it('says that a response without JSON has no content type', () => {
    const response = new Response(null)
    expect(responseDetail('endpoint-not-json', { response, text: '' })).toBe('no content type')
  })

  it.each([
    ['', 'the body is empty'],
    [' \n', 'the body is empty'],
    [' undefined ', 'the body is the word undefined'],
    ['"aa.bb.cc"', 'a bare string'],
    ['null', undefined],
  ])('for the body %j without a token is %j', (text, detail) => {
    expect(detailOf('endpoint-no-token', text)).toBe(detail)
  })

  it.each([
    [{ kind: 'other' }, 'missing or wrong: kind'],
    [{ subject: 5 }, 'missing or wrong: subject'],
    [{ token: '' }, 'missing or wrong: token'],
    [{ expiresIn: '60', refreshIn: 'soon' }, 'missing or wrong: expiresIn, refreshIn'],
    [{ kind: 'platform' }, 'it sent the rejected token again'],
    [{ subject: undefined }, 'it sent the rejected token again'],
    [{ token: 'xx12345678-aaaa' }, 'the token is an API key; revoke it, it must never leave the server'],
    [{ token: 'a-xx12345678-aaaa' }, 'it sent the rejected token again'],
    [{ token: 5 }, 'missing or wrong: token'],
    [{ token: ['xx12345678-aaaa'] }, 'missing or wrong: token'],
  ])('for a response with %j is %j', (change, detail) => {
    expect(breachOf({ ...complete, ...change })).toBe(detail)
  })

  it('names every field of a body that is no object', () => {
    expect(breachOf(null)).toBe('missing or wrong: token, kind, organizationId, fingerprint, expiresIn, refreshIn')
  })
})
