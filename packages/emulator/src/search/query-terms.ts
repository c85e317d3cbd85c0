import type { Expression } from './expression.ts'
import { isStopWord, type Word, wordsOf } from './words.ts'

/** Returns the words to highlight: the words of the query, without excluded ones. */
export function queryTerms(expression: Expression): Word[] {
  switch (expression.kind) {
    case 'term':
    case 'phrase':
      return wordsOf(expression.text).filter((word) => !isStopWord(word.text))
    case 'exact':
      return queryTerms({ kind: 'phrase', text: expression.words.join(' ') })
    case 'near':
      return expression.parts.flatMap((text) => queryTerms({ kind: 'phrase', text }))
    case 'and':
    case 'or':
    case 'some':
      return expression.parts.flatMap(queryTerms)
    default:
      return []
  }
}
