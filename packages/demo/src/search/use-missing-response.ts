'use client'

import { useState } from 'react'

interface MissingResponseOptions {
  isLoading: boolean
  /** Another value after every response: the list of results, which Headless replaces. */
  response: unknown
}

/**
 * Whether the last search ended without a response. Headless reports a response that it cannot parse, such as a proxy's
 * error page, neither as an error nor as a result.
 */
export function useMissingResponse({ isLoading, response }: MissingResponseOptions): boolean {
  const [before, setBefore] = useState<unknown>()
  if (isLoading && before !== response) setBefore(response)
  return !isLoading && before === response
}
