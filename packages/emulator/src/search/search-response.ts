import type { ApiRequest, ApiResponse } from '../api/route.ts'
import type { SearchScope } from './match-query.ts'
import { runSearch } from './run-search.ts'
import type { SearchRequest } from './search-request.ts'

/** Runs a search and returns its response, with everything in the request that has no effect as a warning. */
export function searchResponse(
  request: ApiRequest,
  { query, scope }: { query: SearchRequest; scope: SearchScope },
): ApiResponse {
  const { warnings, ...response } = runSearch(query, scope)
  for (const warning of warnings) request.warnings.add(warning)
  return { json: { ...response, warnings: request.warnings.list() } }
}
