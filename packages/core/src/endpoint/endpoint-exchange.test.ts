import { describe, expect, it } from 'vitest'
import { preflightHeaders, queryValues } from './endpoint-exchange.ts'

describe('queryValues', () => {
  it('returns every value of the parameter', () => {
    expect(queryValues('/api/coveo-token?variant=a&other=b&variant=c', 'variant')).toEqual(['a', 'c'])
  })

  it.each(['', 'variant=a', '/variant=a'])('returns no value for %j, which has no query', (url) => {
    expect(queryValues(url, 'variant')).toEqual([])
    expect(queryValues(url, 'a')).toEqual([])
  })

  it.each(['?variant=a', '/?variant=a'])('reads the query of %j', (url) => {
    expect(queryValues(url, 'variant')).toEqual(['a'])
  })
})

describe('preflightHeaders', () => {
  const always = 'Authorization, Content-Type'

  it.each([
    [undefined, always],
    ['content-type, AUTHORIZATION', always],
    [' traceparent , baggage', `${always}, traceparent, baggage`],
    ['x-authorization, content-type-options', `${always}, x-authorization, content-type-options`],
    ['traceparent, two words', always],
    ['traceparent, bad\u0000', always],
    ['(traceparent', always],
    ['x'.repeat(1_000), `${always}, ${'x'.repeat(1_000)}`],
    ['x'.repeat(1_001), always],
  ])('allows for the names %j: %s', (names, allowed) => {
    expect(preflightHeaders(names)).toMatchObject({
      'Access-Control-Allow-Headers': allowed,
      'Access-Control-Max-Age': '600',
    })
  })
})
