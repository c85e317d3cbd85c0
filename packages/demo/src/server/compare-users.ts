import { isTokenError, type TokenIssuer } from '@coveo-token/core'
import type { ComparedResult, ComparedUser } from '../compare/comparison.ts'
import { type DemoUser, findDemoUser } from '../users/demo-user.ts'
import { type DemoOutcome, refuse } from './demo-outcome.ts'

/** Options of `compareUsers`. */
export interface CompareUsersOptions {
  tokens: Pick<TokenIssuer<DemoUser>, 'issue' | 'organizationId'>
  /** The user of the session. */
  user: DemoUser | undefined
  /** The id of the user to compare with. */
  otherId: unknown
  query: string
  /** URL of the Search API at the emulator; undefined with a real organization. */
  searchUrl: string | undefined
  /** Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
}

const maxResults = 20

/**
 * Searches once as the user of the session and once as another user, each with their own token. The tokens stay on the
 * server. Only with the emulator: there a visitor may sign in as any user.
 */
export async function compareUsers(options: CompareUsersOptions): Promise<DemoOutcome> {
  const { user, otherId, searchUrl } = options
  const other = findDemoUser(otherId)
  if (searchUrl === undefined) return refuse(404, 'no-emulator', 'Only users of the emulator are compared.')
  if (user === undefined) return refuse(401, 'not-authenticated', 'Sign in first.')
  if (other === undefined) return refuse(404, 'not-found', 'There is no such user.')
  try {
    const users = await Promise.all([user, other].map((each) => searchAs(each, { ...options, searchUrl })))
    return { status: 200, body: { users } }
  } catch (error) {
    if (!isTokenError(error) && !(error instanceof TypeError) && !(error instanceof DOMException)) throw error
    return refuse(502, 'search-failed', 'One of the two searches failed.')
  }
}

async function searchAs(user: DemoUser, options: CompareUsersOptions & { searchUrl: string }): Promise<ComparedUser> {
  const { tokens, query, searchUrl } = options
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const { token } = await tokens.issue(user)
  const response = await send(`${searchUrl}?organizationId=${encodeURIComponent(tokens.organizationId)}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ q: query, numberOfResults: maxResults, fieldsToInclude: ['source'] }),
    signal: AbortSignal.timeout(5000),
  })
  const text = await response.text()
  if (!response.ok) throw new TypeError(`The search responded ${response.status}.`)
  const { totalCount, results } = JSON.parse(text) as { totalCount: number; results: FoundDocument[] }
  return { id: user.id, total: totalCount, results: results.map(toComparedResult) }
}

interface FoundDocument {
  uniqueId: string
  title: string
  raw: { source?: string }
}

function toComparedResult({ uniqueId, title, raw }: FoundDocument): ComparedResult {
  return { id: uniqueId, title, source: raw.source ?? '' }
}
