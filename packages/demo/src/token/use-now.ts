'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = 0
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function getSnapshot(): number | undefined {
  // Kept until the next tick: React reads the snapshot twice and needs the same value.
  if (now === 0) now = Date.now()
  return now
}

/**
 * The time in milliseconds, updated every second. Undefined on the server and during hydration, whose clocks differ.
 */
export function useNow(): number | undefined {
  return useSyncExternalStore(subscribe, getSnapshot, () => undefined)
}
