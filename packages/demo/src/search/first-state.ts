import type { SearchEngine } from '@coveo/headless'
import type { DemoUser } from '../users/demo-user.ts'

/** The state of an engine after its first search, as JSON for the page. It contains no token: those are in `configuration`. */
export type FirstState = Omit<SearchEngine['state'], 'configuration'>

/** The first search of a page, and the subject of the token that it was sent with. */
export interface FirstSearch {
  state: FirstState
  subject: string | undefined
}

/** The response to a user who signed in on an open page. */
export interface FirstSearchResponse {
  user: DemoUser['id']
  /** Undefined if the search failed or was late. */
  first: FirstSearch | undefined
}

/** The state of `engine` for another engine with the same controllers; undefined if its search failed. */
export function firstStateOf(engine: SearchEngine): FirstState | undefined {
  // Headless keeps its configuration twice.
  const { configuration, ...rest } = engine.state
  const { configurationReducer, ...state } = rest as typeof rest & { configurationReducer?: unknown }
  const { error, response } = state.search
  return error === null && response.searchUid !== '' ? state : undefined
}
