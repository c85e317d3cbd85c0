import { type Expression, joined } from './expression.ts'
import { wordsOf } from './words.ts'

export interface WildcardOptions {
  /** Expand words with `*`. Default false: `*` is ignored. */
  wildcards?: boolean
  /** Expand words with `?`, if `wildcards` is set. Default false. */
  questionMark?: boolean
}

/** Parses text as required words and "phrases", for queries with `enableQuerySyntax` off. */
export function parseKeywords(text: string, options: WildcardOptions = {}): Expression {
  const parts = Array.from(
    text.matchAll(/"([^"]+)"|([^\s"]+)/g),
    ([, quoted, word]): Expression => (quoted ? { kind: 'phrase', text: quoted } : keyword(word ?? '', options)),
  )
  return parts.length === 0 ? { kind: 'all' } : joined('and', parts)
}

/** Returns a word, which can have wildcards. */
export function keyword(text: string, { wildcards = false, questionMark = false }: WildcardOptions): Expression {
  const expands = wildcards && (text.includes('*') || (questionMark && text.includes('?')))
  return expands && wordsOf(text).length > 0 ? { kind: 'wildcard', pattern: text } : { kind: 'term', text }
}
