'use client'

import { createSameUserCheck, placeholderToken, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { type AnyEngine, keepEnvironment, setEngineToken } from './any-engine.ts'
import { createEngineAccess } from './engine-access.ts'
import { retryRejectedRequests } from './rejected-requests.ts'

/** `server`: show the server's state. `live`: use the controllers. `gone`: the user signed out, show neither. */
export type Hydration<State, Live> =
  | { readonly phase: 'server'; readonly state: State | undefined }
  | { readonly phase: 'live'; readonly live: Live }
  | { readonly phase: 'gone' }

type HydrationSnapshot<State, Live> = Hydration<State, Live> | { readonly phase: 'failed'; readonly error: unknown }

export interface HydrationStore<State, Live> {
  readonly getSnapshot: () => HydrationSnapshot<State, Live>
  readonly getServerSnapshot: () => HydrationSnapshot<State, Live>
  readonly subscribe: (listener: () => void) => () => void
  /** Sets how the state is hydrated. */
  readonly prepare: (hydrate: Hydrate<State, Live>) => void
}

type Hydrate<State, Live> = (access: SearchAccess, state: State) => Promise<Live>

/** The user of each state that a page has shown. A state never shows again for another one, even if its component mounts anew. */
const users = new WeakMap<object, { readonly source: TokenSource; readonly isSameUser: () => boolean }>()

/** Hydrates a server's state once, with the tokens of a source, and releases it when the user signs out. */
export function createHydration<State, Live extends { engine: AnyEngine }>(
  source: TokenSource,
  state: State | undefined,
): HydrationStore<State, Live> {
  const known = users.get(Object(state))
  const isSameUser = known?.isSameUser ?? createSameUserCheck(source, renderedFor(source))
  const rendered: HydrationSnapshot<State, Live> = { phase: 'server', state }
  const gone: HydrationSnapshot<State, Live> = { phase: 'gone' }
  const isOfOtherSource = known && known.source !== source
  let snapshot: HydrationSnapshot<State, Live> = isOfOtherSource || !isSameUser() ? gone : rendered
  let hydrate: Hydrate<State, Live> | undefined
  let hasStarted = false
  let engine: AnyEngine | undefined
  const listeners = new Set<() => void>()

  function show(next: typeof snapshot) {
    if (snapshot === next) return
    snapshot = next
    for (const listener of listeners) listener()
  }

  function update() {
    const { token } = source.getSnapshot()
    if (snapshot === gone || !isSameUser()) {
      if (engine) setEngineToken(engine, placeholderToken)
      show(gone)
    } else if (engine) {
      if (token) setEngineToken(engine, token)
    } else if (hydrate && !hasStarted && state !== undefined && token) {
      void start(state, hydrate)
    }
  }

  async function start(serverState: State, run: Hydrate<State, Live>) {
    hasStarted = true
    try {
      const access = createEngineAccess({ source, isSameUser, engine: () => engine })
      const live = await run(access, serverState)
      engine = live.engine
      keepEnvironment(engine)
      retryRejectedRequests(engine, access.renewAccessToken)
      update()
      if (snapshot !== gone) show({ phase: 'live', live })
    } catch (error) {
      if (snapshot !== gone) show({ phase: 'failed', error })
    }
  }

  return {
    prepare(next) {
      hydrate = next
    },
    getSnapshot: () => snapshot,
    getServerSnapshot: () => rendered,
    subscribe(listener) {
      if (state !== undefined && !known) users.set(Object(state), { source, isSameUser })
      listeners.add(listener)
      const stop = source.subscribe(update)
      update()
      return () => {
        listeners.delete(listener)
        stop()
        // A component that comes back gets the engine back. Until then it holds no token.
        if (engine && !listeners.size) setEngineToken(engine, placeholderToken)
      }
    },
  }
}

/** A page from the HTTP cache starts without a token: the token that the server rendered names the user. */
function renderedFor(source: TokenSource): TokenSnapshot {
  const snapshot = source.getSnapshot()
  return snapshot.token ? snapshot : source.getServerSnapshot()
}
