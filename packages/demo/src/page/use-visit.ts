'use client'

import type { TokenResponse } from '@coveo-token/core/browser'
import { useCallback, useRef, useState } from 'react'
import { readFirstSearch } from '../search/first-search-client.ts'
import type { FirstSearch } from '../search/first-state.ts'
import { currentFragment } from '../search/use-url-state.ts'
import type { DemoUser } from '../users/demo-user.ts'
import { readSession } from './session-client.ts'
import { useSessionOnFocus } from './use-session-on-focus.ts'

/** The time during which the page shows one user, or the sign-in screen. */
export interface Visit {
  /** Null on the sign-in screen. */
  user: DemoUser | null
  initialToken: TokenResponse | undefined
  first: FirstSearch | undefined
  /** Whether `first` is on its way from the server. */
  isStarting: boolean
  /** Why there is no user. */
  signedOut: 'signed-out' | 'signed-out-elsewhere'
  /** Whether the visitor caused this visit, so that the focus must move to it. */
  moved: boolean
  /** Visits of this page before this one. */
  number: number
}

/** The first visit, as the server rendered it into the page. */
export interface FirstVisit extends Pick<Visit, 'user' | 'initialToken' | 'first'> {
  renderDeadlineMs: number
}

interface UsedVisit {
  visit: Visit
  /** Starts a visit: after a sign-in or a sign-out on this page. */
  visitAs: (user: DemoUser | null) => void
  /**
   * Starts another visit unless the session is still of this one's user. Resolves with whether the page leaves that user. A response that
   * arrives after the next visit has started changes nothing.
   */
  leave: (reason: 'signed-out' | 'user-changed') => Promise<boolean>
}

/** Follows the session: a visitor signs in and out, here or in another tab. */
export function useVisit({ renderDeadlineMs, ...rendered }: FirstVisit): UsedVisit {
  const [visit, setVisit] = useState<Visit>({
    ...rendered,
    isStarting: false,
    signedOut: 'signed-out',
    moved: false,
    number: 0,
  })
  const newest = useRef(0)

  // Only the first visit uses the initial token and the first results: they belong to the user who loaded the page.
  const visitAs = useCallback(
    (user: DemoUser | null, signedOut: Visit['signedOut'] = 'signed-out') => {
      // The server knows no fragment: with one, only the browser can search.
      const isStarting = user !== null && currentFragment() === ''
      const number = ++newest.current
      setVisit({ user, initialToken: undefined, first: undefined, isStarting, signedOut, moved: true, number })
      if (!isStarting) return
      void readFirstSearch(user, { renderDeadlineMs }).then((first) =>
        setVisit((current) => (current.number === number ? { ...current, first, isStarting: false } : current)),
      )
    },
    [renderDeadlineMs],
  )
  const followSession = useCallback((user: DemoUser | null) => visitAs(user, 'signed-out-elsewhere'), [visitAs])
  useSessionOnFocus(visit.user, followSession)

  const { number, user } = visit
  const userId = user?.id
  const leave = useCallback(
    async (reason: 'signed-out' | 'user-changed') => {
      // The session has ended, or belongs to a user that signed in in another tab.
      const next = reason === 'signed-out' ? null : await readSession().catch(() => null)
      if (newest.current !== number) return true
      const isOther = next?.id !== userId
      if (reason === 'signed-out') visitAs(null)
      else if (isOther) followSession(next)
      return isOther
    },
    [visitAs, followSession, number, userId],
  )
  return { visit, visitAs, leave }
}
