import { memoize } from '../cache/memoize.ts'
import { type Expression, joined } from './expression.ts'
import { type ExpressionToken, invalidExpression, tokenize } from './expression-tokens.ts'
import { parseFieldCondition } from './parse-field-condition.ts'
import { keyword, parseKeywords, type WildcardOptions } from './parse-keywords.ts'
import { createTokenReader } from './token-reader.ts'
import { unquote } from './unquote.ts'
import { wordsOf } from './words.ts'

const maxDepth = 50
const defaultDistance = 5

/**
 * Parses the supported part of Coveo's query syntax: words, "phrases", `+word`, `-word`, AND, OR, NOT, NEAR, parentheses,
 * `<@- text without syntax -@>`, and `@field==value`, `==("a","b")`, `==a..b`, `=`, `<>`, `*=`, `>`, `>=`, `<`, `<=`.
 * Throws a 400 for anything else. Cached, because a page sends the same expressions with each search.
 * @see https://docs.coveo.com/en/1552
 */
export function parseExpression(text: string, { wildcards = false, questionMark = false }: WildcardOptions = {}) {
  return parsers[wildcards ? (questionMark ? 'wildcardsAndQuestionMark' : 'wildcards') : 'plain'](text)
}

const limits = { maxCharacters: 200_000 }

const parsers = {
  plain: memoize((text) => parse(text, {}), limits),
  wildcards: memoize((text) => parse(text, { wildcards: true }), limits),
  wildcardsAndQuestionMark: memoize((text) => parse(text, { wildcards: true, questionMark: true }), limits),
}

function parse(text: string, options: WildcardOptions): Expression {
  const reader = createTokenReader(tokenize(text))

  function disjunction(depth: number): Expression {
    const parts = [conjunction(depth)]
    while (reader.isWord('OR')) {
      reader.next()
      parts.push(conjunction(depth))
    }
    return joined('or', parts)
  }

  function conjunction(depth: number): Expression {
    const parts = [negation(depth)]
    while (reader.peek() && !reader.isWord('OR') && !reader.isMark(')')) {
      if (reader.isWord('AND')) reader.next()
      parts.push(negation(depth))
    }
    return joined('and', parts)
  }

  function negation(depth: number): Expression {
    if (!reader.isWord('NOT') && reader.peek()?.kind !== 'minus') return proximity(depth)
    checkDepth(depth)
    reader.next()
    return { kind: 'not', part: negation(depth + 1) }
  }

  function proximity(depth: number): Expression {
    const first = primary(depth)
    const parts = [first]
    let distance = defaultDistance
    while (reader.peek()?.kind === 'near') {
      distance = Number(reader.next()?.text.split(':')[1] ?? defaultDistance)
      if (distance === 0) throw invalidExpression('NEAR:0 can match nothing: write NEAR:1')
      parts.push(primary(depth))
    }
    return parts.length === 1 ? first : { kind: 'near', parts: parts.map(textOf), distance }
  }

  function primary(depth: number): Expression {
    const token = reader.next()
    if (!token) throw invalidExpression('it ends too early')
    if (token.kind === 'field') return parseFieldCondition(token.text.slice(1).toLowerCase(), reader)
    if (token.kind === 'plus') return exact(primary(depth))
    if (token.kind === 'quoted') return { kind: 'phrase', text: unquote(token.text) }
    if (token.kind === 'keep') return parseKeywords(token.text.slice('<@-'.length, -'-@>'.length), options)
    if (isKeyword(token)) return keyword(token.text, options)
    if (token.kind !== 'mark' || token.text !== '(') {
      throw invalidExpression(`"${token.text}" is where a condition is expected`)
    }
    checkDepth(depth)
    const inner = disjunction(depth + 1)
    reader.close('a parenthesis is not closed')
    return inner
  }

  if (!reader.peek()) return { kind: 'all' }
  const expression = disjunction(0)
  const rest = reader.peek()
  if (rest) throw invalidExpression(`"${rest.text}" is unexpected`)
  return expression
}

function checkDepth(depth: number): void {
  if (depth > maxDepth) throw invalidExpression('it is nested too deeply')
}

function exact(inner: Expression): Expression {
  if (inner.kind !== 'term') return inner
  return { kind: 'exact', words: wordsOf(inner.text).map(({ text: word }) => word.toLowerCase()) }
}

function isKeyword({ kind, text }: ExpressionToken): boolean {
  return kind === 'word' && !['AND', 'OR', 'NOT'].includes(text)
}

function textOf(part: Expression): string {
  if (part.kind === 'term' || part.kind === 'phrase') return part.text
  throw invalidExpression('NEAR needs a word or a phrase on both sides')
}
