import MiniSearch from 'minisearch'
import { canAccess } from '../documents/directory.ts'
import type { IndexedDocument } from '../documents/document.ts'
import { documentFields, type FieldValue } from '../documents/document-fields.ts'
import { stemOf, wordsOf } from './words.ts'

/** An indexed document. */
export interface IndexEntry {
  document: IndexedDocument
  fields: Readonly<Record<string, FieldValue>>
  /** Stems of the title and the body, in reading order. */
  stems: readonly string[]
}

export interface SearchIndex {
  /** Returns the documents that at least one of `names` can access. */
  visibleTo(names: ReadonlySet<string>): readonly IndexEntry[]
  /** Returns relevance by document id for one word, or for every word with a prefix. */
  scoresOf(word: string, options?: { prefix?: boolean }): ReadonlyMap<string, number>
  readonly size: number
}

/** Creates a full-text index of `documents`. */
export function createSearchIndex(documents: readonly IndexedDocument[]): SearchIndex {
  const entries = documents.map((document): IndexEntry => {
    const stems = wordsOf(`${document.title} ${document.body}`).map((word) => word.stem)
    return { document, fields: documentFields(document), stems }
  })
  const text = new MiniSearch<IndexedDocument>({
    fields: ['title', 'body', 'tags', 'author'],
    tokenize: (value) => wordsOf(value).map((word) => word.text),
    processTerm: stemOf,
    extractField: (document, field) => String(document[field as keyof IndexedDocument]),
    searchOptions: { boost: { title: 5, tags: 2 }, processTerm: (term) => term },
  })
  text.addAll(documents)

  return {
    visibleTo: (names) => entries.filter(({ document }) => canAccess(document.allowed, names)),
    scoresOf(word, { prefix = false } = {}) {
      const term = prefix ? word.toLowerCase() : stemOf(word)
      return new Map(text.search(term, { prefix }).map(({ id, score }) => [String(id), score]))
    },
    get size() {
      return entries.length
    },
  }
}
