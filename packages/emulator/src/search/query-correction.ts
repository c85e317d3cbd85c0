import type { Corpus } from './evaluate-expression.ts'
import { matchQuery, type SearchScope } from './match-query.ts'
import type { SearchRequest } from './search-request.ts'
import { isStopWord, wordsOf } from './words.ts'

export interface QueryCorrection {
  correctedQuery: string
  wordCorrections: { offset: number; length: number; originalWord: string; correctedWord: string }[]
}

/** Replaces each word that no accessible document contains by the nearest one that exists. */
export function correctQuery(query: string, { entries }: Corpus): QueryCorrection | undefined {
  const stems = new Set(entries.flatMap((entry) => entry.stems))
  const unknown = wordsOf(query).filter(({ text, stem }) => text.length > 3 && !isStopWord(text) && !stems.has(stem))
  if (unknown.length === 0) return undefined
  const vocabulary = countWords(entries.flatMap(({ document }) => wordsOf(`${document.title} ${document.body}`)))
  let correctedQuery = query
  let shift = 0
  const wordCorrections: QueryCorrection['wordCorrections'] = []
  for (const { text, offset } of unknown) {
    const correctedWord = nearest(text.toLowerCase(), vocabulary)
    if (!correctedWord) continue
    const at = offset + shift
    correctedQuery = correctedQuery.slice(0, at) + correctedWord + correctedQuery.slice(at + text.length)
    wordCorrections.push({ offset: at, length: correctedWord.length, originalWord: text, correctedWord })
    shift += correctedWord.length - text.length
  }
  return wordCorrections.length > 0 ? { correctedQuery, wordCorrections } : undefined
}

function countWords(words: readonly { text: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { text } of words) counts.set(text.toLowerCase(), (counts.get(text.toLowerCase()) ?? 0) + 1)
  return counts
}

/** Returns the word with the fewest edits, and of several the most frequent one. */
function nearest(word: string, vocabulary: ReadonlyMap<string, number>): string | undefined {
  const maxEdits = word.length > 6 ? 2 : 1
  let best: { word: string; edits: number; count: number } | undefined
  for (const [candidate, count] of vocabulary) {
    if (Math.abs(candidate.length - word.length) > maxEdits) continue
    const edits = editsBetween(word, candidate)
    if (edits > maxEdits) continue
    if (!best || edits < best.edits || (edits === best.edits && count > best.count))
      best = { word: candidate, edits, count }
  }
  return best?.word
}

/** Damerau-Levenshtein distance: insertions, deletions, replacements and transpositions. */
function editsBetween(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1
      let edits = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same)
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (row > 1 && column > 1 && swapped) edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1)
      current.push(edits)
    }
    beforeLast = last
    last = current
  }
  return last[right.length] ?? 0
}

/** Suggests query corrections, and applies one to a query without results. */
export function applyCorrection(request: SearchRequest, scope: SearchScope) {
  const { q, enableDidYouMean, queryCorrection } = request
  const wanted = enableDidYouMean || queryCorrection?.enabled
  const correction = wanted ? correctQuery(q, scope.corpus) : undefined
  const queryCorrections = enableDidYouMean && correction ? [correction] : []
  if (!queryCorrection?.enabled) return { request, corrections: { queryCorrections } }
  const applies = queryCorrection.options.automaticallyCorrect === 'whenNoResults'
  if (!correction || !applies || matchQuery(request, scope).matches.size > 0) {
    const corrections = correction ? [correction] : []
    return { request, corrections: { queryCorrections, queryCorrection: { corrections } } }
  }
  const { correctedQuery } = correction
  return {
    request: { ...request, q: correctedQuery },
    corrections: {
      queryCorrections,
      queryCorrection: { originalQuery: q, correctedQuery, correctedQueryTrigger: 'whenNoResults', corrections: [] },
    },
  }
}
