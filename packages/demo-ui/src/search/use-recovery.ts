'use client'

import { useEffect, useState } from 'react'

const delaysMs = [2000, 4000, 8000, 15_000]

interface RecoveryOptions {
  /** Whether there is something to recover from. */
  down: boolean
  /** Whether a try is under way. */
  busy: boolean
  /** Tries once more. The same function from one render to the next. */
  retry: () => void
}

/**
 * Tries again by itself while something is down: after 2, 4, 8 and then every 15 seconds, and at once when the browser
 * is back on the network. Gives how many tries were made since it last worked.
 */
export function useRecovery({ down, busy, retry }: RecoveryOptions): number {
  const [tries, setTries] = useState(0)

  useEffect(() => {
    if (busy) return
    if (!down) {
      setTries(0)
      return
    }
    function again() {
      setTries((count) => count + 1)
      retry()
    }
    const timer = setTimeout(again, delaysMs[Math.min(tries, delaysMs.length - 1)])
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [down, busy, tries, retry])

  return tries
}
