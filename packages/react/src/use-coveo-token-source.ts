'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useTokenContext } from './use-token-context.ts'

/** The token source itself, for calls outside rendering. Never re-renders when the token is renewed. */
export function useCoveoTokenSource(): TokenSource {
  return useTokenContext().source
}
