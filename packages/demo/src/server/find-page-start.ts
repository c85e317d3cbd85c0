import type { TokenResponse } from '@coveo-token/core/browser'
import type { DemoConfig } from '../page/demo-config.ts'
import type { DemoPageProps } from '../page/demo-page.tsx'
import type { FirstSearchResponse } from '../search/first-state.ts'
import type { DemoUser } from '../users/demo-user.ts'
import { type DemoOutcome, refuse } from './demo-outcome.ts'
import { findFirstState } from './find-first-state.ts'
import { withDeadline } from './with-deadline.ts'

/** Options of `findPageStart` and `findFirstSearch`. */
export interface PageStartOptions {
  config: DemoConfig
  /** The user of the session; null without one. */
  user: DemoUser | null
  /** Issues the token of `user`. */
  issueToken: () => Promise<TokenResponse | undefined>
  /** The token and the results may each take this long, in milliseconds. Afterwards the browser requests them. */
  deadlineMs: number
}

/** Finds the start of the page: the user, the first token and the first results, as far as they arrive in time. */
export async function findPageStart({
  config,
  user,
  issueToken,
  deadlineMs,
}: PageStartOptions): Promise<DemoPageProps> {
  if (user === null) return { config, user }
  // The token endpoint logs the reason of a failure, when the browser requests the token.
  const initialToken = await withDeadline(issueToken(), deadlineMs).catch(() => undefined)
  return {
    config,
    user,
    initialToken,
    firstState: await findFirstState({ config, token: initialToken?.token, deadlineMs }),
  }
}

/** The first results of a user who signed in on an open page. Without the token: the page gets that from the token endpoint. */
export async function findFirstSearch(options: PageStartOptions): Promise<DemoOutcome> {
  const { user, initialToken, firstState } = await findPageStart(options)
  if (user === null) return refuse(401, 'not-authenticated', 'Sign in first.')
  const first = firstState && { state: firstState, subject: initialToken?.subject }
  return { status: 200, body: { user: user.id, first } satisfies FirstSearchResponse }
}
