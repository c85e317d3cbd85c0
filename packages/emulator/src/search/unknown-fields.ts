import type { Expression } from './expression.ts'

/** Returns the fields of an expression that no document has. A condition on them matches nothing. */
export function unknownFields(expression: Expression, fieldTypes: Readonly<Record<string, unknown>>): string[] {
  switch (expression.kind) {
    case 'field':
      return expression.field in fieldTypes ? [] : [expression.field]
    case 'and':
    case 'or':
    case 'some':
      return expression.parts.flatMap((part) => unknownFields(part, fieldTypes))
    case 'not':
      return unknownFields(expression.part, fieldTypes)
    default:
      return []
  }
}
