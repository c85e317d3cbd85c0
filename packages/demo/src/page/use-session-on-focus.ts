'use client'

import { useEffect } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import { readSession } from './session-client.ts'

/**
 * Reads the session when this page becomes visible or gains focus, and reports a user other than the displayed one: a
 * user may have signed in or out in another tab. A failed request reports nothing.
 */
export function useSessionOnFocus(user: DemoUser | null, onChange: (user: DemoUser | null) => void): void {
  useEffect(() => {
    const effect = new AbortController()
    async function check() {
      if (document.hidden) return
      const found = await readSession().catch(() => user)
      const isOtherUser = found?.id !== user?.id
      if (isOtherUser && !effect.signal.aborted) onChange(found)
    }
    window.addEventListener('focus', check, effect)
    window.addEventListener('visibilitychange', check, effect)
    return () => effect.abort()
  }, [user, onChange])
}
