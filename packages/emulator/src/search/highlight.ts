import { wordsOf } from './words.ts'

export interface Highlight {
  offset: number
  length: number
}

/** Returns the positions in `text` of words with one of `stems`. */
export function highlightsOf(text: string, stems: ReadonlySet<string>): Highlight[] {
  if (stems.size === 0) return []
  return wordsOf(text)
    .filter((word) => stems.has(word.stem))
    .map(({ offset, text: word }) => ({ offset, length: word.length }))
}

export interface ExcerptOptions {
  stems: ReadonlySet<string>
  /** Maximum number of characters, without ellipses. Default 200. */
  length?: number | undefined
}

/** Returns the part of `text` with the most query terms, cut between words. */
export function excerptOf(text: string, { stems, length = 200 }: ExcerptOptions): string {
  if (text.length <= length) return text
  const words = wordsOf(text)
  const hits = words.filter((word) => stems.has(word.stem))
  let best = { start: 0, found: 0 }
  for (const { offset } of hits) {
    const start = words.findLast((word) => word.offset <= Math.max(0, offset - 40))?.offset ?? 0
    const found = hits.filter((hit) => hit.offset >= start && hit.offset + hit.text.length <= start + length).length
    if (found > best.found) best = { start, found }
  }
  const last = words.findLast((word) => word.offset + word.text.length <= best.start + length)
  const end = last && last.offset > best.start ? last.offset + last.text.length : best.start + length
  return `${best.start > 0 ? '... ' : ''}${text.slice(best.start, end)}${end < text.length ? ' ...' : ''}`
}
