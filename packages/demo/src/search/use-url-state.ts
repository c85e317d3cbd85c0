'use client'

import type { UrlManager } from '@coveo/headless'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * Keeps the URL's fragment and the search equal, and returns it: a search adds a history entry, Back and Forward search
 * again. Only one component may use it: a `UrlManager` reports each change to one listener.
 */
export function useUrlState(url: UrlManager): string {
  const subscribe = useCallback(
    (notify: () => void) => {
      function follow() {
        const { fragment } = url.state
        if (fragment !== currentFragment())
          history.pushState(null, '', `${location.pathname}${location.search}#${fragment}`)
        notify()
      }
      function synchronize() {
        if (currentFragment() !== url.state.fragment) url.synchronize(currentFragment())
      }
      const stop = url.subscribe(follow)
      window.addEventListener('popstate', synchronize)
      return () => {
        stop()
        window.removeEventListener('popstate', synchronize)
      }
    },
    [url],
  )
  return useSyncExternalStore(subscribe, () => url.state.fragment, currentFragment)
}

/** The URL's fragment, without `#`. */
export function currentFragment(): string {
  return location.hash.slice(1)
}
