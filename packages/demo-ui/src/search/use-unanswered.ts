'use client'

import { useEffect, useState } from 'react'

interface UnansweredOptions {
  isLoading: boolean
  /** New with every answer. */
  searchResponseId: string
}

/**
 * Whether the last search ended without an answer. Headless reports what it cannot read, such as a proxy's error page or
 * some lost connections, neither as an error nor as a result, and would leave the page as it was.
 */
export function useUnanswered({ isLoading, searchResponseId }: UnansweredOptions): boolean {
  const [before, setBefore] = useState<string>()
  useEffect(() => {
    if (isLoading) setBefore(searchResponseId)
  }, [isLoading, searchResponseId])
  return !isLoading && before === searchResponseId
}
