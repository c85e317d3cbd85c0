'use client'

import type { UrlManager } from '@coveo/headless'
import { useCallback, useSyncExternalStore } from 'react'
import { readAddress, subscribeToAddress, writeAddress } from '../page/page-address.ts'
import { readableFragment } from './readable-fragment.ts'

/**
 * Keeps the URL's fragment and the search equal, and returns it: a search adds a history entry, Back and Forward search
 * again. Only one component may use it: a `UrlManager` reports each change to one listener.
 */
export function useUrlState(url: UrlManager): string {
  const subscribe = useCallback(
    (notify: () => void) => {
      function follow() {
        const { fragment } = url.state
        if (fragment !== currentFragment()) writeAddress(withFragment(fragment), { asEntry: true })
        notify()
      }
      function synchronize(isByHistory: boolean) {
        if (isByHistory && currentFragment() !== url.state.fragment) url.synchronize(currentFragment())
      }
      const stop = url.subscribe(follow)
      const stopFollowing = subscribeToAddress(synchronize)
      return () => {
        stop()
        stopFollowing()
      }
    },
    [url],
  )
  return useSyncExternalStore(subscribe, () => url.state.fragment, currentFragment)
}

/** The URL's fragment, without `#` and without what is no search of this page. */
export function currentFragment(): string {
  return readableFragment(readAddress().hash.slice(1))
}

function withFragment(fragment: string): URL {
  const url = readAddress()
  url.hash = fragment
  return url
}
