import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { type Expression, parseExpression, parseKeywords } from './expression.ts'

const term = (text: string): Expression => ({ kind: 'term', text })
const field = (name: string, operator: string, ...values: string[]) => ({
  kind: 'field',
  field: name,
  operator,
  values,
})

describe('parseExpression', () => {
  it.each<[string, unknown]>([
    ['', { kind: 'all' }],
    ['vpn', term('vpn')],
    ['"remote work"', { kind: 'phrase', text: 'remote work' }],
    ['vpn access', { kind: 'and', parts: [term('vpn'), term('access')] }],
    ['vpn OR laptop', { kind: 'or', parts: [term('vpn'), term('laptop')] }],
    ['NOT vpn', { kind: 'not', part: term('vpn') }],
    ['-vpn', { kind: 'not', part: term('vpn') }],
    ['sign-on', term('sign-on')],
    ['@source==Website', field('source', '==', 'Website')],
    ['@Source==("Sales Room", Website)', field('source', '==', 'Sales Room', 'Website')],
    ['@date>=2026/01/01', field('date', '>=', '2026/01/01')],
    ['@year<>2025', field('year', '<>', '2025')],
    ['@tags', field('tags', '<>')],
    [
      '(@source==A AND vpn) OR -@year=2025',
      {
        kind: 'or',
        parts: [
          { kind: 'and', parts: [field('source', '==', 'A'), term('vpn')] },
          { kind: 'not', part: field('year', '=', '2025') },
        ],
      },
    ],
  ])('parses %s', (text, expected) => {
    expect(parseExpression(text)).toEqual(expected)
  })

  it.each([
    '@source==',
    '(vpn',
    'vpn)',
    'OR vpn',
    'vpn AND',
    '@source==(a,',
    '@source==(a b)',
    '== a',
    `${'('.repeat(99)}a`,
  ])('rejects %s', (text) => {
    expect(() => parseExpression(text)).toThrow(
      expect.objectContaining({ status: 400, code: 'INVALID_QUERY_EXPRESSION' }),
    )
  })

  it('returns a tree or throws a 400 for any input', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      '@a',
      '==',
      '<>',
      '>',
      ',',
      '-',
      'AND',
      'OR',
      'NOT',
      'word',
      ' ',
      '=',
      '@',
      '*',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          try {
            expect(parseExpression(text)).toHaveProperty('kind')
          } catch (error) {
            expect(error).toBeInstanceOf(ApiError)
          }
        },
      ),
    )
  })
})

describe('parseKeywords', () => {
  it('reads syntax as words and keeps phrases together', () => {
    expect(parseKeywords('NOT @a==b "two words"')).toEqual({
      kind: 'and',
      parts: [term('NOT'), term('@a==b'), { kind: 'phrase', text: 'two words' }],
    })
    expect(parseKeywords('   ')).toEqual({ kind: 'all' })
  })
})
