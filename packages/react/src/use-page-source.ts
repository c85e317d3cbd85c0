'use client'

import { createTokenSource, type TabLink, type TokenAnswer, type TokenSource } from '@coveo-token/core/browser'
import { useCallback, useSyncExternalStore } from 'react'
import { holdPageSource, pageSource } from './page-sources.ts'

export interface PageSourceOptions {
  endpoint: string
  session?: string | undefined
  initialToken?: TokenAnswer | undefined
  tabs?: (() => TabLink | undefined) | undefined
}

/** The page's source for one endpoint and session, held for as long as the component is mounted. None without options. */
export function usePageSource(options: PageSourceOptions | undefined): TokenSource | undefined {
  const key = options && JSON.stringify([options.endpoint, options.session])
  const hold = useCallback(() => holdPageSource(key), [key])
  function read() {
    return key ? pageSource(key, () => createTokenSource({ ...options, tabs: options.tabs?.() })) : undefined
  }
  return useSyncExternalStore(hold, read, read)
}
