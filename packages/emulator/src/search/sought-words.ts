import type { Expression } from './expression.ts'
import { isStopWord, type Word, wordsOf } from './words.ts'

/** The words that results should show highlighted: what was asked for, without what was excluded. */
export function soughtWords(expression: Expression): Word[] {
  switch (expression.kind) {
    case 'term':
    case 'phrase':
      return wordsOf(expression.text).filter((word) => !isStopWord(word.text))
    case 'and':
    case 'or':
      return expression.parts.flatMap(soughtWords)
    default:
      return []
  }
}
