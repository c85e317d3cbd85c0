import { defineResultList, defineSearchEngine } from '@coveo/headless/ssr-next'
import type { DemoConfig } from '@coveo-token/demo'
import type { SearchAccess } from '@coveo-token/react/headless-ssr'

/** The definition that the server renders and the page hydrates: a new one per request, with its user's access. */
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

/** The static state of an executed search, without its token. */
export type SearchState = Awaited<ReturnType<ReturnType<typeof defineSearch>['fetchStaticState']>>
