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
  /** Returns the fields of `raw`. */
  rawOf: RawSelection
  /** Describes the rank. Default: no description. */
  rankingInfoOf?: ((entry: IndexEntry) => string) | undefined
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
    rankingInfo: options.rankingInfoOf?.(entry) ?? null,
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
    raw: options.rawOf(fields),
  }
}

type RawSelection = (fields: IndexEntry['fields']) => IndexEntry['fields']

/** Returns the selection of `raw` fields. `fieldsToInclude` wins over `fieldsToExclude`. */
export function rawSelection({ fieldsToInclude, fieldsToExclude = [] }: FieldSelection): RawSelection {
  if (fieldsToInclude === undefined && fieldsToExclude.length === 0) return (fields) => fields
  const names = new Set((fieldsToInclude ?? fieldsToExclude).map((field) => field.replace(/^@/, '').toLowerCase()))
  const isReturned = (name: string) => names.has(name) === (fieldsToInclude !== undefined)
  return (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => isReturned(name)))
}
