// app/search/search-definition.ts
import { defineResultList, defineSearchEngine } from '@coveo/headless/ssr-next'
import type { SearchAccess } from '@coveo-token/react/headless-ssr'

export function defineSearch(access: SearchAccess) {
  return defineSearchEngine({
    configuration: { ...access, search: { searchHub: 'support' }, analytics: { enabled: false } },
    controllers: { results: defineResultList() },
  }).searchEngineDefinition
}
export type SearchState = Awaited<ReturnType<ReturnType<typeof defineSearch>['fetchStaticState']>>
