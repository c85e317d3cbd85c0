'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import * as React from 'react'
import { type CoveoToken, useCoveoToken, useCoveoTokenSource } from './use-coveo-token.ts'

/** What `useSuspenseCoveoToken()` returns: there is a token, or it is known why there is none. */
export type SettledCoveoToken =
  | (CoveoToken & { status: 'ready'; token: string })
  | (CoveoToken & { status: 'signed-out' | 'error'; token: undefined })

const waiting = new WeakMap<TokenSource, Promise<void>>()

/**
 * The current token, like `useCoveoToken()`, but suspends while there is none and one is on its way. To render it on a server, give the
 * provider an `initialToken`: without one, the nearest Suspense boundary sends its fallback.
 */
export function useSuspenseCoveoToken(): SettledCoveoToken {
  const token = useCoveoToken()
  const source = useCoveoTokenSource()
  if (token.status === 'loading') suspend(firstAnswer(source))
  return token as SettledCoveoToken
}

function firstAnswer(source: TokenSource): Promise<void> {
  if (typeof window === 'undefined') {
    throw new Error('No token to render on the server: give CoveoTokenProvider an initialToken.')
  }
  let promise = waiting.get(source)
  if (!promise) {
    const done = () => void waiting.delete(source)
    promise = source.getToken().then(done, done)
    waiting.set(source, promise)
  }
  return promise
}

/** React 19 reads a promise with `use`; React 18 catches it. */
function suspend(promise: Promise<void>): void {
  const { use } = React as { use?: (promise: Promise<void>) => void }
  if (!use) throw promise
  use(promise)
}
