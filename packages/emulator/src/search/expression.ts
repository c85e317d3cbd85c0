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

/** Joins expressions; one alone stays as it is. */
export function joined(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  return parts.length === 1 && parts[0] ? parts[0] : { kind, parts }
}
