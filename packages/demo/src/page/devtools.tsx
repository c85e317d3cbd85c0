'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'

const Panel = lazy(() => import('./devtools-panel.tsx'))

/** The devtools of the React package, loaded only with `?devtools` in the URL. */
export function Devtools() {
  const wanted = useSyncExternalStore(neverChanges, isWanted, isWantedByServer)
  if (!wanted) return null
  return (
    <Suspense>
      <Panel position="bottom-left" />
    </Suspense>
  )
}

function neverChanges() {
  return () => {}
}

function isWanted() {
  return new URLSearchParams(location.search).has('devtools')
}

function isWantedByServer() {
  return false
}
