'use client'

import type { UrlManager } from '@coveo/headless'
import { useEffect } from 'react'

/** Keeps the URL's fragment and the search equal: a search adds a history entry, Back and Forward search again. */
export function useUrlState(url: UrlManager): void {
  useEffect(() => {
    function follow() {
      const { fragment } = url.state
      if (fragment !== currentFragment())
        history.pushState(null, '', `${location.pathname}${location.search}#${fragment}`)
    }
    const synchronize = () => {
      if (currentFragment() !== url.state.fragment) url.synchronize(currentFragment())
    }
    const stop = url.subscribe(follow)
    window.addEventListener('popstate', synchronize)
    return () => {
      stop()
      window.removeEventListener('popstate', synchronize)
    }
  }, [url])
}

/** The URL's fragment, without `#`. */
export function currentFragment(): string {
  return location.hash.slice(1)
}
