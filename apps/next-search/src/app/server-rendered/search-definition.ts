import { defineResultList, defineSearchEngine } from '@coveo/headless/ssr-next'
import type { DemoConfig } from '@coveo-token/demo-ui'
import type { SearchAccess } from '@coveo-token/react/headless-ssr'

/** What the server renders and the page hydrates: defined anew for each request, with the access of its user. */
export function defineSearch(access: SearchAccess, { environment, searchBaseUrl }: DemoConfig) {
  return defineSearchEngine({
    configuration: {
      ...access,
      environment,
      analytics: { enabled: false },
      search: searchBaseUrl === undefined ? {} : { proxyBaseUrl: searchBaseUrl },
    },
    controllers: { results: defineResultList({ options: { fieldsToInclude: ['date', 'department'] } }) },
  }).searchEngineDefinition
}

/** A search that has been done, without the token that it was done with. */
export type SearchState = Awaited<ReturnType<ReturnType<typeof defineSearch>['fetchStaticState']>>
