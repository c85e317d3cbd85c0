'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useProvidedSource } from './token-context.ts'

/** The token source, for calls outside rendering. The component does not render again when the token changes. */
export function useCoveoTokenSource(): TokenSource {
  return useProvidedSource().source
}
