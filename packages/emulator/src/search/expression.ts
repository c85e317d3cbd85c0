import { badRequest } from '../api/api-error.ts'

export type FieldOperator = '==' | '=' | '<>' | '>' | '>=' | '<' | '<='

/** A query expression, parsed. */
export type Expression =
  | { kind: 'all' }
  | { kind: 'term'; text: string }
  | { kind: 'phrase'; text: string }
  | { kind: 'field'; field: string; operator: FieldOperator; values: readonly string[] }
  | { kind: 'and' | 'or'; parts: readonly Expression[] }
  | { kind: 'not'; part: Expression }

const tokenPattern =
  /\s+|(?<quoted>"[^"]*"?)|(?<field>@[a-z_][\w.]*)|(?<operator>==|<>|!=|>=|<=|=|>|<)|(?<mark>[(),])|(?<minus>-(?=\S))|(?<word>[^\s()",=<>]+)/giy

type Token = { kind: 'quoted' | 'field' | 'operator' | 'mark' | 'minus' | 'word'; text: string }

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(tokenPattern)
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw invalid(`character ${at + 1} starts no known syntax`)
    const found = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)
    if (found?.[1] !== undefined) tokens.push({ kind: found[0] as Token['kind'], text: found[1] })
  }
  return tokens
}

/**
 * Parses the supported part of Coveo's query syntax: words, "phrases", `-word`, AND, OR, NOT, parentheses,
 * and `@field==value`, `==("a","b")`, `=`, `<>`, `>`, `>=`, `<`, `<=`. Throws a 400 for anything else.
 */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text)
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
    if (!isWord('NOT') && peek()?.kind !== 'minus') return primary(depth)
    if (depth > 50) throw invalid('it is nested too deeply')
    position += 1
    return { kind: 'not', part: negation(depth + 1) }
  }

  function primary(depth: number): Expression {
    const token = tokens[position++]
    if (!token) throw invalid('it ends too early')
    if (token.kind === 'field') return fieldCondition(token.text.slice(1).toLowerCase())
    if (token.kind === 'quoted') return { kind: 'phrase', text: unquote(token.text) }
    if (token.kind === 'word' && !['AND', 'OR'].includes(token.text)) return { kind: 'term', text: token.text }
    if (token.kind !== 'mark' || token.text !== '(') throw invalid(`"${token.text}" is where a condition is expected`)
    if (depth > 50) throw invalid('it is nested too deeply')
    const inner = disjunction(depth + 1)
    if (!isMark(')')) throw invalid('a parenthesis is not closed')
    position += 1
    return inner
  }

  function fieldCondition(field: string): Expression {
    if (peek()?.kind !== 'operator') return { kind: 'field', field, operator: '<>', values: [] }
    const operator = (tokens[position++]?.text.replace('!=', '<>') ?? '==') as FieldOperator
    return { kind: 'field', field, operator, values: isMark('(') ? valueList() : [value()] }
  }

  function valueList(): string[] {
    const values: string[] = []
    do {
      position += 1
      values.push(value())
    } while (isMark(','))
    if (!isMark(')')) throw invalid('a list of values is not closed')
    position += 1
    return values
  }

  function value(): string {
    const token = tokens[position++]
    if (token?.kind === 'quoted') return unquote(token.text)
    if (token?.kind === 'minus') return `-${value()}`
    if (token?.kind !== 'word') throw invalid('a field condition has no value')
    return token.text
  }

  if (tokens.length === 0) return { kind: 'all' }
  const expression = disjunction(0)
  if (position < tokens.length) throw invalid(`"${peek()?.text}" is unexpected`)
  return expression
}

/** Parses text as required words and "phrases", for queries with `enableQuerySyntax` off. */
export function parseKeywords(text: string): Expression {
  const parts = Array.from(
    text.matchAll(/"([^"]+)"|([^\s"]+)/g),
    ([, quoted, word]): Expression => (quoted ? { kind: 'phrase', text: quoted } : { kind: 'term', text: word ?? '' }),
  )
  return parts.length === 0 ? { kind: 'all' } : join('and', parts)
}

function join(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  return parts.length === 1 && parts[0] ? parts[0] : { kind, parts }
}

function unquote(text: string): string {
  return text.replace(/^"|"$/g, '')
}

function invalid(reason: string) {
  return badRequest(`The query expression is not valid: ${reason}.`, 'INVALID_QUERY_EXPRESSION')
}
