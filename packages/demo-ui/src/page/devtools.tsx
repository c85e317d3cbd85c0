'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'

const Panel = lazy(async () => ({ default: (await import('@coveo-token/react/devtools')).CoveoTokenDevtools }))

/** The kit's own panel for developers: downloaded only where the address asks for it with `?devtools`. */
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
