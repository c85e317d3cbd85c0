import { isAmount } from './amount.ts'
import { type ExpressionToken, invalidExpression, tokenize } from './expression-tokens.ts'
import { wordsOf } from './words.ts'

export type FieldOperator = '==' | '=' | '<>' | '*=' | '>' | '>=' | '<' | '<='

/** A query expression, parsed. */
export type Expression =
  | { kind: 'all' }
  | { kind: 'term'; text: string }
  | { kind: 'wildcard'; pattern: string }
  /** Words in the same form, without stemming. */
  | { kind: 'exact'; words: readonly string[] }
  | { kind: 'phrase'; text: string }
  | { kind: 'field'; field: string; operator: FieldOperator; values: readonly string[] }
  | { kind: 'and' | 'or'; parts: readonly Expression[] }
  | { kind: 'some'; parts: readonly Expression[]; atLeast: number }
  | { kind: 'near'; parts: readonly string[]; distance: number }
  | { kind: 'not'; part: Expression }

export interface SyntaxOptions {
  /** Expand words with `*`. Default false: `*` is ignored. */
  wildcards?: boolean
  /** Expand words with `?`, if `wildcards` is set. Default false. */
  questionMark?: boolean
}

const maxDepth = 50
const defaultDistance = 5

/**
 * Parses the supported part of Coveo's query syntax: words, "phrases", `+word`, `-word`, AND, OR, NOT, NEAR, parentheses,
 * `<@- text without syntax -@>`, and `@field==value`, `==("a","b")`, `==a..b`, `=`, `<>`, `*=`, `>`, `>=`, `<`, `<=`. Throws a 400 for anything else.
 * @see https://docs.coveo.com/en/1552
 */
export function parseExpression(text: string, options: SyntaxOptions = {}): Expression {
  const tokens = tokenize(text)
  let position = 0
  const peek = () => tokens[position]
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text === word
  const isMark = (mark: string) => peek()?.kind === 'mark' && peek()?.text === mark

  function disjunction(depth: number): Expression {
    const parts = [conjunction(depth)]
    while (isWord('OR')) {
      position += 1
      parts.push(conjunction(depth))
    }
    return join('or', parts)
  }

  function conjunction(depth: number): Expression {
    const parts = [negation(depth)]
    while (peek() && !isWord('OR') && !isMark(')')) {
      if (isWord('AND')) position += 1
      parts.push(negation(depth))
    }
    return join('and', parts)
  }

  function negation(depth: number): Expression {
    if (!isWord('NOT') && peek()?.kind !== 'minus') return proximity(depth)
    if (depth > maxDepth) throw invalidExpression('it is nested too deeply')
    position += 1
    return { kind: 'not', part: negation(depth + 1) }
  }

  function proximity(depth: number): Expression {
    const first = primary(depth)
    const parts = [first]
    let distance = defaultDistance
    while (peek()?.kind === 'near') {
      distance = Number(tokens[position]?.text.split(':')[1] ?? defaultDistance)
      if (distance === 0) throw invalidExpression('NEAR:0 can match nothing: write NEAR:1')
      position += 1
      parts.push(primary(depth))
    }
    if (parts.length === 1) return first
    return { kind: 'near', parts: parts.map(textOf), distance }
  }

  function primary(depth: number): Expression {
    const token = tokens[position++]
    if (!token) throw invalidExpression('it ends too early')
    if (token.kind === 'field') return fieldCondition(token.text.slice(1).toLowerCase())
    if (token.kind === 'plus') return exact(depth)
    if (token.kind === 'quoted') return { kind: 'phrase', text: unquote(token.text) }
    if (token.kind === 'keep') return parseKeywords(token.text.slice('<@-'.length, -'-@>'.length), options)
    if (isKeyword(token)) return keyword(token.text, options)
    if (token.kind !== 'mark' || token.text !== '(') {
      throw invalidExpression(`"${token.text}" is where a condition is expected`)
    }
    if (depth > maxDepth) throw invalidExpression('it is nested too deeply')
    const inner = disjunction(depth + 1)
    if (!isMark(')')) throw invalidExpression('a parenthesis is not closed')
    position += 1
    return inner
  }

  function exact(depth: number): Expression {
    const inner = primary(depth)
    if (inner.kind !== 'term') return inner
    return { kind: 'exact', words: wordsOf(inner.text).map(({ text: word }) => word.toLowerCase()) }
  }

  function fieldCondition(field: string): Expression {
    if (peek()?.kind !== 'operator') return { kind: 'field', field, operator: '<>', values: [] }
    const operator = (tokens[position++]?.text.replace('!=', '<>') ?? '==') as FieldOperator
    const start = position
    const values = isMark('(') ? valueList(field) : [value(field)]
    checkQuotes(tokens.slice(start, position), field)
    checkWildcards(tokens.slice(start, position), { field, operator })
    for (const text of values) checkValue(text, { field, operator })
    return { kind: 'field', field, operator, values }
  }

  function valueList(field: string): string[] {
    const values: string[] = []
    do {
      position += 1
      values.push(value(field))
    } while (isMark(','))
    if (!isMark(')')) throw invalidExpression('a list of values is not closed')
    position += 1
    return values
  }

  function value(field: string): string {
    const token = tokens[position++]
    if (token?.kind === 'quoted') return unquote(token.text)
    if (token?.kind === 'minus') return `-${value(field)}`
    if (token?.kind !== 'word') throw invalidExpression(`the condition on @${field} has no value`)
    return token.text
  }

  if (tokens.length === 0) return { kind: 'all' }
  const expression = disjunction(0)
  if (position < tokens.length) throw invalidExpression(`"${peek()?.text}" is unexpected`)
  return expression
}

/** Parses text as required words and "phrases", for queries with `enableQuerySyntax` off. */
export function parseKeywords(text: string, options: SyntaxOptions = {}): Expression {
  const parts = Array.from(
    text.matchAll(/"([^"]+)"|([^\s"]+)/g),
    ([, quoted, word]): Expression => (quoted ? { kind: 'phrase', text: quoted } : keyword(word ?? '', options)),
  )
  return parts.length === 0 ? { kind: 'all' } : join('and', parts)
}

function keyword(text: string, { wildcards = false, questionMark = false }: SyntaxOptions): Expression {
  const expands = wildcards && (text.includes('*') || (questionMark && text.includes('?')))
  return expands && wordsOf(text).length > 0 ? { kind: 'wildcard', pattern: text } : { kind: 'term', text }
}

function isKeyword({ kind, text }: ExpressionToken): boolean {
  return kind === 'word' && !['AND', 'OR', 'NOT'].includes(text)
}

function textOf(part: Expression): string {
  if (part.kind === 'term' || part.kind === 'phrase') return part.text
  throw invalidExpression('NEAR needs a word or a phrase on both sides')
}

/** Only `*=` expands wildcards. In quotes, `*` is a character. */
function checkWildcards(
  values: readonly ExpressionToken[],
  { field, operator }: { field: string; operator: FieldOperator },
): void {
  const found = values.find(({ kind, text }) => kind === 'word' && text.includes('*'))
  if (operator === '*=' || !found) return
  throw invalidExpression(`${operator} does not expand "${found.text}": write @${field}*=${found.text}`)
}

/** Quotes and brackets of other languages would be part of a value that no document has. */
function checkQuotes(values: readonly ExpressionToken[], field: string): void {
  const found = values.find(({ kind, text }) => kind === 'word' && /^['`‘“„«[{]/.test(text))
  if (found) throw invalidExpression(`${found.text} after @${field} is not in double quotes: write @${field}=="value"`)
}

function checkValue(text: string, { field, operator }: { field: string; operator: FieldOperator }): void {
  if (text.trim() === '') throw invalidExpression(`the condition on @${field} has an empty value`)
  const compares = ['>', '>=', '<', '<='].includes(operator)
  const limits = compares ? [text] : (splitRange(text) ?? [])
  const invalid = limits.find((limit) => !isAmount(limit))
  if (invalid === undefined) return
  throw invalidExpression(
    `"${invalid}" after @${field} is not a number, a size (10KB), a date (2026/01/31) or a time such as today-7d`,
  )
}

/** Splits `a..b` into its limits; undefined for any other text. */
export function splitRange(text: string): [from: string, to: string] | undefined {
  const [from, to, ...rest] = text.split('..')
  return from && to && rest.length === 0 ? [from, to] : undefined
}

function join(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  return parts.length === 1 && parts[0] ? parts[0] : { kind, parts }
}

function unquote(text: string): string {
  return text.replace(/^"|"$/g, '')
}
