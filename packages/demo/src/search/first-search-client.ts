import type { DemoConfig } from '../page/demo-config.ts'
import type { DemoUser } from '../users/demo-user.ts'
import type { FirstSearch, FirstSearchResponse } from './first-state.ts'

/** For the way to the server and back. */
const networkMs = 2000

/**
 * The first results of `user`, found by the server: the page shows them before the script of the search has arrived. Undefined if
 * there are none in time, or if the session is another user's by now.
 */
export async function readFirstSearch(
  user: DemoUser,
  { renderDeadlineMs }: Pick<DemoConfig, 'renderDeadlineMs'>,
): Promise<FirstSearch | undefined> {
  try {
    const response = await fetch('/api/demo/first-search', {
      cache: 'no-store',
      signal: AbortSignal.timeout(2 * renderDeadlineMs + networkMs),
    })
    const body: Partial<FirstSearchResponse> = await response.json()
    return response.ok && body.user === user.id ? body.first : undefined
  } catch {
    return undefined
  }
}
