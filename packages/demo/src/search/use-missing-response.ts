'use client'

import { useState } from 'react'

interface UnansweredOptions {
  isLoading: boolean
  /** Changes with every response. */
  searchResponseId: string
}

/**
 * Whether the last search ended without a response. Headless reports a response that it cannot parse, such as a proxy's
 * error page, neither as an error nor as a result.
 */
export function useMissingResponse({ isLoading, searchResponseId }: UnansweredOptions): boolean {
  const [before, setBefore] = useState<string>()
  if (isLoading && before !== searchResponseId) setBefore(searchResponseId)
  return !isLoading && before === searchResponseId
}
