'use client'

import * as React from 'react'
import type { SettledCoveoToken } from './coveo-token.ts'
import { settledToken } from './settled-token.ts'
import { useProvidedSource } from './token-context.ts'
import { useCoveoToken } from './use-coveo-token.ts'
import type { VariantOption } from './variant-name.ts'

/** React 19 has `use`. React 18 takes a promise that a component throws. */
const { use = throwPending } = React as { use?: typeof throwPending }

/**
 * The current token, like `useCoveoToken()`, but suspends instead of returning `loading`. To render it on a server, give the provider an
 * `initialToken`: without one, the nearest Suspense boundary sends its fallback.
 */
export function useSuspenseCoveoToken(options: VariantOption = {}): SettledCoveoToken {
  const token = useCoveoToken(options)
  const { source } = useProvidedSource(options.variant)
  const isServer = React.useSyncExternalStore(neverChanges, isFalse, isTrue)
  const isLoading = token.status === 'loading'
  if (isLoading && isServer) {
    throw new Error(
      'No token to render on the server: give CoveoTokenProvider an initialToken, or null for a signed-out user.',
    )
  }
  // Called in every render, with the promise of the render that suspended: React requires both.
  use(settledToken(source, isLoading))
  return token as SettledCoveoToken
}

function throwPending(promise: PromiseLike<void> & { readonly status?: string | undefined }): void {
  if (promise.status === 'pending') throw promise
}

function neverChanges() {
  return () => {}
}

function isFalse() {
  return false
}

function isTrue() {
  return true
}
