const wordPattern = /[\p{L}\p{N}]+/gu

export interface Word {
  text: string
  offset: number
  stem: string
}

const cache = new Map<string, readonly Word[]>()
const maxCached = 5000

/** Splits `text` into words with offsets and stems. Caches, because searches split the same documents again. */
export function wordsOf(text: string): readonly Word[] {
  const cached = cache.get(text)
  if (cached) return cached
  const words = Array.from(text.matchAll(wordPattern), (match) => ({
    text: match[0],
    offset: match.index,
    stem: stemOf(match[0]),
  }))
  if (cache.size >= maxCached) cache.clear()
  cache.set(text, words)
  return words
}

/** Light English stemmer: `policies` becomes `policy`, `rotating` and `rotate` become `rotat`. */
export function stemOf(word: string): string {
  let stem = word.toLowerCase()
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
