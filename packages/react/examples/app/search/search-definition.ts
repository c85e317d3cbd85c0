// app/search/search-definition.ts
import { defineResultList, defineSearchEngine } from '@coveo/headless/ssr'
import type { SearchAccess } from '@coveo-token/react/headless-ssr'

export function defineSearch(access: SearchAccess) {
  const definition = defineSearchEngine({
    configuration: { ...access, search: { searchHub: 'support' }, analytics: { enabled: false } },
    controllers: { results: defineResultList() },
  })
  definition.setNavigatorContextProvider(() => ({
    clientId: crypto.randomUUID(), // your visitor's id, if analytics have one
    userAgent: null,
    referrer: null,
    location: null,
  }))
  return definition
}
export type SearchState = Awaited<ReturnType<ReturnType<typeof defineSearch>['fetchStaticState']>>
