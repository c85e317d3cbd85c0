'use client'

import { useEffect, useState } from 'react'

const delaysMs = [2000, 4000, 8000, 15_000]

interface RecoveryOptions {
  /** Whether the last search failed and may succeed later. */
  down: boolean
  /** Whether an attempt is in flight. */
  busy: boolean
  /** Starts an attempt. Must be the same function in every render. */
  retry: () => void
}

/**
 * Retries while the search fails: after 2, 4, 8 and then every 15 seconds, and at once when the browser is online again.
 * Returns the number of attempts since the last success.
 */
export function useRecovery({ down, busy, retry }: RecoveryOptions): number {
  const [tries, setTries] = useState(0)

  if (tries > 0 && !down && !busy) setTries(0)

  useEffect(() => {
    if (busy || !down) return
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
