'use client'

import type { SearchEngine } from '@coveo/headless'
import { placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { sameUser } from '../same-user.ts'
import { engineAccess, setEngineToken } from './engine-access.ts'

export interface HydrationOptions<Definition, State, Hydrated extends { engine: SearchEngine }> {
  /** What `fetchUserState()` gave on the server. Without it there is nothing to hydrate. */
  state: State | undefined
  /** Defines the engine, as on the server. */
  define: (access: SearchAccess) => Definition
  /** Hydrates: `(definition, state) => definition.hydrateStaticState(…)`. */
  hydrate: (definition: Definition, state: State) => Promise<Hydrated>
}

export interface Hydration<Hydrated> {
  /** What Headless hydrated, or the error that it threw; both undefined before, and once the user has signed out. */
  getSnapshot(): { readonly hydrated?: Hydrated; readonly error?: unknown }
  subscribe(listener: () => void): () => void
}

const nothing = {}

/** Hydrates a server's state once, with the tokens of a source, and lets go of it when the user signs out. */
export function createHydration<Definition, State, Hydrated extends { engine: SearchEngine }>(
  source: TokenSource,
  { state, define, hydrate }: HydrationOptions<Definition, State, Hydrated>,
): Hydration<Hydrated> {
  // The state is that of the user whom the page was rendered for, and of nobody who signs in later.
  const isSameUser = sameUser(source)
  let snapshot: ReturnType<Hydration<Hydrated>['getSnapshot']> = nothing
  let started = false
  const listeners = new Set<() => void>()

  function show(next: typeof snapshot) {
    snapshot = next
    for (const listener of listeners) listener()
  }

  function update() {
    const { token, organizationId } = source.getSnapshot()
    const engine = snapshot.hydrated?.engine
    if (!isSameUser()) {
      if (engine) setEngineToken(engine, { accessToken: placeholderToken })
      if (snapshot !== nothing) show(nothing)
    } else if (engine && token && token !== engine.state.configuration.accessToken) {
      setEngineToken(engine, { accessToken: token })
    } else if (!started && state !== undefined && organizationId) {
      started = true
      void start(state)
    }
  }

  async function start(rendered: State) {
    let engine: SearchEngine | undefined
    try {
      const hydrated = await hydrate(define(engineAccess({ source, isSameUser, engine: () => engine })), rendered)
      engine = hydrated.engine
      snapshot = { hydrated }
      update()
      if (snapshot !== nothing) show(snapshot)
    } catch (error) {
      show(isSameUser() ? { error } : nothing)
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      const stop = source.subscribe(update)
      update()
      return () => {
        listeners.delete(listener)
        stop()
      }
    },
  }
}
