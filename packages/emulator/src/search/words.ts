import { memoize } from '../cache/memoize.ts'
import { foldAccents } from './fold-accents.ts'

/** A letter can be followed by its accent. */
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu

export interface Word {
  text: string
  offset: number
  stem: string
}

/** Splits `text` into words with offsets and stems. Cached, because searches split the same documents again. */
export const wordsOf: (text: string) => readonly Word[] = memoize((text) =>
  Array.from(text.matchAll(wordPattern), (match) => ({
    text: match[0],
    offset: match.index,
    stem: stemOf(match[0]),
  })),
)

/** Light English stemmer, without accents: `policies` becomes `policy`, `rotating` and `rotate` become `rotat`. */
export function stemOf(word: string): string {
  let stem = foldAccents(word.toLowerCase())
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`
  else if (stem.length > 3 && stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1)
  if (stem.length > 5 && stem.endsWith('ing')) stem = stem.slice(0, -3)
  else if (stem.length > 4 && stem.endsWith('ed')) stem = stem.slice(0, -2)
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem
}

const stopWords = new Set(
  'a an and are as at be by do does for from how i in is it my of on or our the this to we what when where which with you your'.split(
    ' ',
  ),
)

/** Whether a word carries no meaning for a search, such as "the". */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.toLowerCase())
}
