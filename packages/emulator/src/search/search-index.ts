import MiniSearch from 'minisearch'
import { memoize } from '../cache/memoize.ts'
import { canAccess } from '../documents/directory.ts'
import type { IndexedDocument } from '../documents/document.ts'
import { documentFields, type FieldType, type FieldValue, fieldTypesOf } from '../documents/document-fields.ts'
import { stemOf, wordsOf } from './words.ts'

/** An indexed document. */
export interface IndexEntry {
  document: IndexedDocument
  fields: Readonly<Record<string, FieldValue>>
  /** Stems of the title and the body, in reading order. */
  stems: readonly string[]
  /** Lower-case words of the title and the body. */
  words: ReadonlySet<string>
}

export interface SearchIndex {
  /** Returns the documents that at least one of `names` can access. */
  visibleTo(names: ReadonlySet<string>): readonly IndexEntry[]
  all(): readonly IndexEntry[]
  /** Returns relevance by document id for one word. */
  scoresOf(word: string): ReadonlyMap<string, number>
  /** Types of the fields by lower-case name. */
  readonly fieldTypes: Readonly<Record<string, FieldType>>
  readonly size: number
}

const maxCachedUsers = 1000

/** Creates a full-text index of `documents`. */
export function createSearchIndex(documents: readonly IndexedDocument[]): SearchIndex {
  const entries = documents.map((document): IndexEntry => {
    const words = wordsOf(`${document.title} ${document.body}`)
    return {
      document,
      fields: documentFields(document),
      stems: words.map(({ stem }) => stem),
      words: new Set(words.map(({ text }) => text.toLowerCase())),
    }
  })
  const text = new MiniSearch<IndexedDocument>({
    fields: ['title', 'body', 'tags', 'author'],
    tokenize: (value) => wordsOf(value).map((word) => word.text),
    processTerm: stemOf,
    extractField: (document, field) => String(document[field as keyof IndexedDocument]),
    searchOptions: { boost: { title: 5, tags: 2 }, processTerm: (term) => term },
  })
  text.addAll(documents)
  const scoresOf = memoize((word) => new Map(text.search(stemOf(word)).map(({ id, score }) => [String(id), score])), {
    maxCharacters: 100_000,
  })
  const visible = new Map<string, readonly IndexEntry[]>()
  const fieldTypes = fieldTypesOf(documents)

  return {
    visibleTo(names) {
      const key = JSON.stringify([...names])
      const cached = visible.get(key)
      if (cached) return cached
      const found = entries.filter(({ document }) => canAccess(document.allowed, names))
      if (visible.size >= maxCachedUsers) visible.clear()
      visible.set(key, found)
      return found
    },
    all: () => entries,
    scoresOf,
    fieldTypes,
    get size() {
      return entries.length
    },
  }
}
