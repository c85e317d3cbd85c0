import {
  createUserSearch,
  isTokenError,
  type SearchResult,
  type UserSearch,
  type UserSearchOptions,
} from '@coveo-token/core'
import type { ComparedResult, ComparedUser } from '../compare/comparison.ts'
import { resultFields } from '../search/result-fields.ts'
import { type DemoUser, findDemoUser } from '../users/demo-user.ts'
import { type DemoOutcome, refuse } from './demo-outcome.ts'

/** Options of `compareUsers`. */
export interface CompareUsersOptions extends Pick<UserSearchOptions<DemoUser>, 'tokens' | 'fetch'> {
  /** The user of the session. */
  user: DemoUser | undefined
  /** The id of the user to compare with. */
  otherId: unknown
  query: string
  /** URL of the emulator's control API; undefined with a real organization. */
  emulatorControl: string | undefined
}

const maxResults = 20
const timeoutMs = 5_000

/**
 * Searches once as the user of the session and once as another user, each with their own token. The tokens stay on the
 * server. Only with the emulator: there a visitor may sign in as any user.
 */
export async function compareUsers(options: CompareUsersOptions): Promise<DemoOutcome> {
  const { tokens, fetch, user, otherId, query, emulatorControl } = options
  const other = findDemoUser(otherId)
  if (emulatorControl === undefined) return refuse(404, 'no-emulator', 'Only users of the emulator are compared.')
  if (user === undefined) return refuse(401, 'not-authenticated', 'Sign in first.')
  if (other === undefined) return refuse(404, 'not-found', 'There is no such user.')
  const { search } = createUserSearch({ tokens, fetch, timeoutMs })
  try {
    const users = await Promise.all([user, other].map((each) => searchAs(each, { search, query })))
    return { status: 200, body: { users } }
  } catch (error) {
    if (!isTokenError(error)) throw error
    return refuse(502, 'search-failed', 'One of the two searches failed.')
  }
}

async function searchAs(
  user: DemoUser,
  { search, query }: { search: UserSearch<DemoUser>['search']; query: string },
): Promise<ComparedUser> {
  const { totalCount, results } = await search<FoundFields>(user, {
    q: query,
    numberOfResults: maxResults,
    fieldsToInclude: ['source'],
  })
  return { id: user.id, total: totalCount, results: results.map(toComparedResult) }
}

interface FoundFields {
  readonly source?: unknown
}

function toComparedResult({ uniqueId, ...result }: SearchResult<FoundFields>): ComparedResult {
  const { title, source = '' } = resultFields(result)
  return { id: uniqueId, title, source }
}
