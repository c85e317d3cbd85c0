'use client'

import { useEffect } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import { readSession } from './session-client.ts'

/** While signed out: reports the user that signed in in another tab, when this page becomes visible. */
export function useOtherTabSignIn(user: DemoUser | null, onSignIn: (user: DemoUser) => void): void {
  useEffect(() => {
    if (user !== null) return
    const looking = new AbortController()
    async function look() {
      if (document.hidden) return
      const found = await readSession().catch(() => null)
      if (found !== null && !looking.signal.aborted) onSignIn(found)
    }
    window.addEventListener('focus', look, looking)
    window.addEventListener('visibilitychange', look, looking)
    return () => looking.abort()
  }, [user, onSignIn])
}
