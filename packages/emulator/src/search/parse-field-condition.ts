import { isAmount } from './amount.ts'
import type { Expression, FieldOperator } from './expression.ts'
import { type ExpressionToken, invalidExpression } from './expression-tokens.ts'
import type { TokenReader } from './token-reader.ts'
import { unquote } from './unquote.ts'

interface Condition {
  field: string
  operator: FieldOperator
}

/** Parses the operator and the values after a field. A field alone has any value. */
export function parseFieldCondition(field: string, reader: TokenReader): Expression {
  if (reader.peek()?.kind !== 'operator') return { kind: 'field', field, operator: '<>', values: [] }
  const operator = (reader.next()?.text.replace('!=', '<>') ?? '==') as FieldOperator
  const tokens: ExpressionToken[] = []
  const recorded: TokenReader = {
    ...reader,
    next() {
      const token = reader.next()
      if (token) tokens.push(token)
      return token
    },
  }
  const values = reader.isMark('(') ? valueList(field, recorded) : [value(field, recorded)]
  checkQuotes(tokens, field)
  checkWildcards(tokens, { field, operator })
  for (const text of values) checkValue(text, { field, operator })
  return { kind: 'field', field, operator, values }
}

function valueList(field: string, reader: TokenReader): string[] {
  const values: string[] = []
  do {
    reader.next()
    values.push(value(field, reader))
  } while (reader.isMark(','))
  reader.close('a list of values is not closed')
  return values
}

function value(field: string, reader: TokenReader): string {
  const token = reader.next()
  if (token?.kind === 'quoted') return unquote(token.text)
  if (token?.kind === 'minus') return `-${value(field, reader)}`
  if (token?.kind !== 'word') throw invalidExpression(`the condition on @${field} has no value`)
  return token.text
}

/** Only `*=` expands wildcards. In quotes, `*` is a character. */
function checkWildcards(tokens: readonly ExpressionToken[], { field, operator }: Condition): void {
  const found = tokens.find(({ kind, text }) => kind === 'word' && text.includes('*'))
  if (operator === '*=' || !found) return
  throw invalidExpression(`${operator} does not expand "${found.text}": write @${field}*=${found.text}`)
}

/** Quotes and brackets of other languages would be part of a value that no document has. */
function checkQuotes(tokens: readonly ExpressionToken[], field: string): void {
  const found = tokens.find(({ kind, text }) => kind === 'word' && /^['`‘“„«[{]/.test(text))
  if (found) throw invalidExpression(`${found.text} after @${field} is not in double quotes: write @${field}=="value"`)
}

function checkValue(text: string, { field, operator }: Condition): void {
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
