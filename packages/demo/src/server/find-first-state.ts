import { randomUUID } from 'node:crypto'
import { buildSearchEngine } from '@coveo/headless'
import type { DemoConfig } from '../page/demo-config.ts'
import { engineConfiguration } from '../search/engine-configuration.ts'
import { type FirstState, firstStateOf } from '../search/first-state.ts'
import { buildSearchControllers } from '../search/search-controllers.ts'
import { withDeadline } from './with-deadline.ts'

/** Options of `findFirstState`. */
export interface FindFirstStateOptions {
  config: DemoConfig
  /** The token of the user who gets the page; undefined without one. */
  token: string | undefined
  /** The page is sent without results after this long, in milliseconds. */
  deadlineMs: number
}

/**
 * Sends the first search of the page from the server, with the page's own controllers: its HTML then contains the results, and
 * its engine starts with them. Resolves with undefined if the search fails or is late: the browser then searches, and shows why.
 */
export async function findFirstState(options: FindFirstStateOptions): Promise<FirstState | undefined> {
  const { config, token, deadlineMs } = options
  if (token === undefined) return undefined
  const late = new AbortController()
  const engine = buildSearchEngine({
    configuration: {
      ...engineConfiguration(config),
      organizationId: config.organizationId,
      accessToken: token,
      preprocessRequest: (request) => ({ ...request, signal: late.signal }),
    },
    loggerOptions: { level: 'silent' },
    navigatorContextProvider: () => ({ clientId: randomUUID(), userAgent: null, location: null, referrer: null }),
  })
  const { searchAgain } = buildSearchControllers(engine, { fragment: '', recentQueries: [] })
  await withDeadline(searchAgain(), deadlineMs)
  late.abort()
  return firstStateOf(engine)
}
