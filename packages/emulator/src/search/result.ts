import { excerptOf, highlightsOf } from './highlight.ts'
import type { IndexEntry } from './search-index.ts'

/** Returns the index's id of a document. */
export function uniqueIdOf({ id }: Pick<IndexEntry['document'], 'id'>): string {
  return `emulator.${id}`
}

/** Returns the document's key in the index. */
export function primaryIdOf({ fields }: IndexEntry): string {
  return String(fields.permanentid).slice(0, 26).toUpperCase()
}

export interface FieldSelection {
  /** Names of the fields to return. Default: all. */
  fieldsToInclude?: readonly string[] | undefined
  /** Names of the fields to omit, if `fieldsToInclude` is absent. */
  fieldsToExclude?: readonly string[] | undefined
}

export interface ResultOptions {
  stems: ReadonlySet<string>
  score: number
  /** Best score among the results: 100 percent. */
  bestScore: number
  excerptLength: number
  /** Whether to return the `raw` field of this name. */
  isReturned: (name: string) => boolean
}

/** Builds a search result with every key that the published schema requires. */
export function resultOf(entry: IndexEntry, options: ResultOptions) {
  const { document, fields } = entry
  const { stems, score, bestScore, excerptLength } = options
  const excerpt = excerptOf(document.body, { stems, length: excerptLength })
  const firstSentences = excerptOf(document.body, { stems: new Set(), length: excerptLength })
  return {
    title: document.title,
    uri: document.clickUri,
    printableUri: document.clickUri,
    clickUri: document.clickUri,
    uniqueId: uniqueIdOf(document),
    primaryid: primaryIdOf(entry),
    excerpt,
    firstSentences,
    summary: null,
    flags: 'HasHtmlVersion',
    hasHtmlVersion: true,
    hasMobileHtmlVersion: false,
    score: Math.round(score * 100),
    percentScore: bestScore > 0 ? Math.round((10_000 * score) / bestScore) / 100 : 100,
    rankingInfo: null,
    rating: 0,
    isTopResult: false,
    isRecommendation: false,
    isUserActionView: false,
    titleHighlights: highlightsOf(document.title, stems),
    excerptHighlights: highlightsOf(excerpt, stems),
    firstSentencesHighlights: highlightsOf(firstSentences, stems),
    printableUriHighlights: [],
    summaryHighlights: [],
    parentResult: null,
    childResults: [],
    totalNumberOfChildResults: 0,
    absentTerms: [],
    raw: Object.fromEntries(Object.entries(fields).filter(([name]) => options.isReturned(name))),
  }
}

/** Returns whether a request includes a `raw` field. `fieldsToInclude` wins over `fieldsToExclude`. */
export function returnedFields({ fieldsToInclude, fieldsToExclude = [] }: FieldSelection): (name: string) => boolean {
  const names = new Set((fieldsToInclude ?? fieldsToExclude).map((field) => field.replace(/^@/, '').toLowerCase()))
  return (name) => names.has(name) === (fieldsToInclude !== undefined)
}
