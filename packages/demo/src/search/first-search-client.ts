import type { DemoUser } from '../users/demo-user.ts'
import type { FirstSearch, FirstSearchResponse } from './first-state.ts'

/** Longer than the server waits for Coveo. */
const timeoutMs = 5000

/**
 * The first results of `user`, found by the server: the page shows them before the script of the search has arrived. Undefined if
 * there are none in time, or if the session is another user's by now.
 */
export async function readFirstSearch(user: DemoUser): Promise<FirstSearch | undefined> {
  try {
    const response = await fetch('/api/demo/first-search', {
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const body: Partial<FirstSearchResponse> = await response.json()
    return response.ok && body.user === user.id ? body.first : undefined
  } catch {
    return undefined
  }
}
