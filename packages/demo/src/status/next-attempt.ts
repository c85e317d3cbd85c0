import { clockText } from '../token/remaining-time.ts'
import type { PageState } from './page-state.ts'

interface NextAttemptOptions {
  state: PageState
  /** When the page tries by itself: milliseconds since the epoch. */
  retryAt: number | undefined
  /** The current time; undefined on the server. */
  now: number | undefined
  /** Whether an earlier attempt would be refused. */
  isPaced: boolean
  isOffline: boolean
}

/** The next attempt in words, and whether the user may make one now. */
export function nextAttempt({ state, retryAt, now, isPaced, isOffline }: NextAttemptOptions) {
  if (isOffline) return { words: `${state.next} There is nothing to try before.`, isAllowed: false }
  if (retryAt === undefined || now === undefined) return { words: state.next, isAllowed: true }
  const waitMs = retryAt - now
  if (waitMs <= 0) return { words: 'Trying now…', isAllowed: true }
  const words = `Next attempt in ${clockText(waitMs)}`
  if (isPaced) return { words: `${words}: the site refuses earlier ones.`, isAllowed: false }
  return { words: `${words}.`, isAllowed: true }
}
