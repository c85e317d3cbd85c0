import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import type { Expression } from './expression.ts'
import { parseExpression } from './parse-expression.ts'
import { parseKeywords } from './parse-keywords.ts'

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
    ['+escalate', { kind: 'exact', words: ['escalate'] }],
    ['+"Remote work"', { kind: 'phrase', text: 'Remote work' }],
    ['c++ +5', { kind: 'and', parts: [term('c++'), { kind: 'exact', words: ['5'] }] }],
    ['@title=="5* hotel"', field('title', '==', '5* hotel')],
    ['@source==Website', field('source', '==', 'Website')],
    ['@Source==("Sales Room", Website)', field('source', '==', 'Sales Room', 'Website')],
    ['@date>=2026/01/01', field('date', '>=', '2026/01/01')],
    ['@year<>2025', field('year', '<>', '2025')],
    ['@tags', field('tags', '<>')],
    ['@size==1KB..2MB', field('size', '==', '1KB..2MB')],
    ['@date>today-7d', field('date', '>', 'today-7d')],
    ['@title*=gate*', field('title', '*=', 'gate*')],
    ['<@- "a b" (c -@>', { kind: 'and', parts: [{ kind: 'phrase', text: 'a b' }, term('(c')] }],
    ['(<@-a-@>) OR @uri', { kind: 'or', parts: [term('a'), field('uri', '<>')] }],
    ['<@- -@>', { kind: 'all' }],
    ['vpn NEAR:3 "remote work"', { kind: 'near', parts: ['vpn', 'remote work'], distance: 3 }],
    ['service near me', { kind: 'and', parts: [term('service'), term('near'), term('me')] }],
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
    'vpn NEAR @a==b',
  ])('rejects %s', (text) => {
    expect(() => parseExpression(text)).toThrow(
      expect.objectContaining({ status: 400, code: 'INVALID_QUERY_EXPRESSION' }),
    )
  })

  it.each([
    ['$qre(expression:"a", modifier: 10)', '$…'],
    ['[[@parent] @child==1]', '[[@field] …]'],
    ['<@- a', '<@-'],
    ['@title/=/a/', '/='],
    ['@title~=gatway', '~='],
    ['@author%=smith', '%='],
    ['@ a', 'field without a name'],
    ['@size==1 ..2', '1..5'],
    ['@date>tomorrow', 'tomorrow'],
    ['@date>today-7fortnights', 'today-7fortnights'],
    ['@size==1..many', 'many'],
    ['@source:Intranet', ':'],
    ['@source~Intranet', '~'],
    ['@source@year==1', '@source'],
    ['@source=~Intranet', '=~'],
    ['@source==Intranet*', '*='],
    ['@source=(Wiki, Intra*)', '*='],
    ['@date>today - 7d', 'today-7d'],
    ['@date>2026/13/45', '2026/13/45'],
    ['@size==1..2026/02/30', '2026/02/30'],
    ['@date>=2026/01/31@25:00', '2026/01/31@25:00'],
    ['$$thesaurus(a)', '$…'],
    ['vpn NEAR/3 laptop', 'NEAR/3'],
    ['vpn NEAR:x laptop', 'NEAR:x'],
  ])('names unsupported syntax: %s', (text, name) => {
    expect(() => parseExpression(text)).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining(name) }),
    )
  })

  it('expands wildcards only on request', () => {
    expect(parseExpression('gate*')).toEqual(term('gate*'))
    expect(parseExpression('gate*', { wildcards: true })).toEqual({ kind: 'wildcard', pattern: 'gate*' })
    expect(parseKeywords('g?te', { wildcards: true })).toEqual(term('g?te'))
    expect(parseKeywords('g?te', { wildcards: true, questionMark: true })).toEqual({
      kind: 'wildcard',
      pattern: 'g?te',
    })
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
