'use client'

import { useMemo, useSyncExternalStore } from 'react'

/** The state of a request: its JSON, or that it failed. */
export type Loaded<Value> = { status: 'loading' } | { status: 'failed' } | { status: 'ready'; value: Value }

/** The JSON of a URL of this site, requested once for each URL. */
export function useJson<Value>(url: string): Loaded<Value> {
  const store = useMemo(() => createJsonStore<Value>(url), [url])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}

function createJsonStore<Value>(url: string) {
  let snapshot: Loaded<Value> = { status: 'loading' }

  async function load(notify: () => void, signal: AbortSignal) {
    const loaded = await fetchJson<Value>(url, signal)
    if (signal.aborted) return
    snapshot = loaded
    notify()
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(notify: () => void) {
      const controller = new AbortController()
      if (snapshot.status !== 'ready') void load(notify, controller.signal)
      return () => controller.abort()
    },
  }
}

async function fetchJson<Value>(url: string, signal: AbortSignal): Promise<Loaded<Value>> {
  try {
    const response = await fetch(url, { signal })
    const value = await response.json()
    return response.ok ? { status: 'ready', value } : { status: 'failed' }
  } catch {
    return { status: 'failed' }
  }
}
