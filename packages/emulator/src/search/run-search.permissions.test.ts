import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import type { SecurityIdentity } from '../authorization/security-identity.ts'
import { builtInDocuments } from '../documents/built-in-documents.ts'
import { canAccess, createDirectory } from '../documents/directory.ts'
import { facetSearchParameters, searchFacetValues } from './facet-search.ts'
import type { SearchScope } from './match-query.ts'
import { suggestQueries } from './query-suggestions.ts'
import { uniqueIdOf } from './result.ts'
import { runSearch } from './run-search.ts'
import { createSearchIndex } from './search-index.ts'
import { searchRequestSchema } from './search-request.ts'

const documents = builtInDocuments()
const directory = createDirectory()
const index = createSearchIndex(documents)

const identity: fc.Arbitrary<SecurityIdentity> = fc.record({
  name: fc.constantFrom(
    'asmith@example.com',
    'bjones@example.com',
    'anonymous',
    'Support',
    'Finance',
    'Everyone',
    'who@example.com',
  ),
  provider: fc.constantFrom('Email Security Provider', 'Another Provider'),
  type: fc.constantFrom('User', 'Group', 'VirtualGroup', 'Unknown'),
})

const word = fc.constantFrom(
  'sensor',
  'refund',
  'notes',
  'salary',
  'budget',
  'password',
  '-gateway',
  'OR',
  'NOT',
  '@source',
  '@department==Finance',
  '(',
  ')',
  '"my notes"',
)
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '))
const field = fc.constantFrom('department', 'source', 'author', 'tags', 'category')

const request = fc.record({
  q: text,
  lq: text,
  enableQuerySyntax: fc.boolean(),
  enableDidYouMean: fc.boolean(),
  firstResult: fc.nat({ max: 5 }),
  numberOfResults: fc.constant(1000),
  facets: fc.array(fc.record({ field, numberOfValues: fc.constant(1000) }), { maxLength: 3 }),
})

/** Runs a search; undefined for syntax that is a 400. */
function searchOrReject(query: object, scope: SearchScope) {
  try {
    return runSearch(searchRequestSchema.parse(query), scope)
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

describe('document permissions', () => {
  it('hide a document from every caller without access, for any query', () => {
    fc.assert(
      fc.property(fc.array(identity, { maxLength: 3 }), request, (identities, query) => {
        const names = directory.resolve(identities)
        const allowed = new Set(documents.filter((document) => canAccess(document.allowed, names)).map(uniqueIdOf))
        const scope: SearchScope = { corpus: { index, entries: index.visibleTo(names) }, pipeline: '', searchHub: '' }
        const response = searchOrReject(query, scope)
        if (!response) return
        for (const { uniqueId } of response.results) expect(allowed).toContain(uniqueId)
        expect(response.totalCount).toBeLessThanOrEqual(allowed.size)
      }),
    )
  })

  it('hide it from facet values and suggestions', () => {
    fc.assert(
      fc.property(
        fc.array(identity, { maxLength: 2 }),
        field,
        fc.constantFrom('a', 'my', 'bo', 'sal', 'b'),
        (identities, name, typed) => {
          const names = directory.resolve(identities)
          const entries = index.visibleTo(names)
          const scope: SearchScope = { corpus: { index, entries }, pipeline: '', searchHub: '' }
          const facets = facetSearchParameters.schema.parse({ field: name, numberOfValues: 1000 })
          const known = new Set(entries.flatMap(({ fields }) => [fields[name] ?? []].flat().map(String)))
          for (const { rawValue } of searchFacetValues(facets, scope).values) expect(known).toContain(rawValue)

          const hidden = documents
            .filter((document) => !canAccess(document.allowed, names))
            .map(({ title }) => title.toLowerCase())
          for (const { expression } of suggestQueries(typed, { corpus: scope.corpus, count: 100 })) {
            expect(hidden).not.toContain(expression)
          }
        },
      ),
    )
  })

  it('let a filter only remove results', () => {
    const filter = fc.constantFrom(
      '@source==Website',
      'NOT @department==Support',
      '@year>=2026 OR sensor',
      '-@tags==notes',
    )
    fc.assert(
      fc.property(fc.array(identity, { maxLength: 3 }), request, filter, (identities, query, expression) => {
        const corpus = { index, entries: index.visibleTo(directory.resolve(identities)) }
        const run = (own: Partial<SearchScope>) =>
          searchOrReject({ ...query, firstResult: 0 }, { corpus, pipeline: '', searchHub: '', ...own })
        const free = new Set(run({})?.results.map(({ uniqueId }) => uniqueId))
        for (const { uniqueId } of run({ filter: expression })?.results ?? []) expect(free).toContain(uniqueId)
      }),
    )
  })
})
