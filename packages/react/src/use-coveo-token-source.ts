'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useProvidedSource } from './token-context.ts'
import type { VariantOption } from './variant-name.ts'

/** The token source, for calls outside rendering. The component does not render again when the token changes. */
export function useCoveoTokenSource({ variant }: VariantOption = {}): TokenSource {
  return useProvidedSource(variant).source
}
