import { clockText } from '../token/remaining-time.ts'
import type { PageState } from './page-state.ts'

interface NextAttemptOptions {
  state: PageState
  /** When the page tries by itself: milliseconds since the epoch. */
  retryAt: number | undefined
  /** The current time; undefined on the server. */
  now: number | undefined
  /** The pause that the last response requested, in milliseconds: the site refuses attempts before its end. */
  pauseMs: number | undefined
  isOffline: boolean
}

/** The current time is updated this often. */
const tickMs = 1000

/** The next attempt in words, and whether the user may make one now. */
export function nextAttempt({ state, retryAt, now, pauseMs = 0, isOffline }: NextAttemptOptions) {
  if (isOffline) return { words: `${state.next} There is nothing to try before.`, isAllowed: false }
  if (retryAt === undefined || now === undefined) return { words: state.next, isAllowed: true }
  const waitMs = retryAt - now
  if (waitMs <= 0) return { words: 'Trying now…', isAllowed: true }
  const words = `Next attempt in ${clockText(waitMs)}`
  if (pauseMs > 0 && waitMs < pauseMs + tickMs)
    return { words: `${words}: the site refuses earlier ones.`, isAllowed: false }
  return { words: `${words}.`, isAllowed: true }
}
