'use client'

import { createSameUserCheck, placeholderToken, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { type AnyEngine, keepEnvironment, setEngineToken } from './any-engine.ts'
import { createEngineAccess } from './engine-access.ts'
import { sendWithTokens } from './engine-requests.ts'

/** `server`: show the server's state. `live`: use the controllers. `gone`: the user signed out, show neither. */
export type Hydration<State, Live> =
  | { readonly phase: 'server'; readonly state: State | undefined }
  | { readonly phase: 'live'; readonly live: Live }
  | { readonly phase: 'gone' }

type HydrationSnapshot<State, Live> = Hydration<State, Live> | { readonly phase: 'failed'; readonly error: unknown }

export interface HydrationStore<State, Live> {
  readonly getSnapshot: () => HydrationSnapshot<State, Live>
  /** The hydration that a server renders whose token has this snapshot. */
  readonly renderedFor: (token: TokenSnapshot) => HydrationSnapshot<State, Live>
  readonly subscribe: (listener: () => void) => () => void
  /** Sets how the state is hydrated. */
  readonly prepare: (hydrate: Hydrate<State, Live>) => void
}

type Hydrate<State, Live> = (access: SearchAccess, state: State) => Promise<Live>

/** The user of each state that a page has shown. A state never shows again for another one, even if its component mounts anew. */
const users = new WeakMap<object, { readonly source: TokenSource; readonly isSameUser: () => boolean }>()

export interface HydrationState<State> {
  readonly state: State | undefined
  /** The subject of the token that searched the state. Undefined if it is unknown. */
  readonly subject: string | undefined
}

/** Hydrates a server's state once, with the tokens of its user, and releases it when the user signs out. */
export function createHydration<State, Live extends { engine: AnyEngine }>(
  source: TokenSource,
  { state, subject }: HydrationState<State>,
): HydrationStore<State, Live> {
  const known = users.get(Object(state))
  const isUnchanged = known?.isSameUser ?? createSameUserCheck(source, firstToken(source))
  const isSameUser = () => isUnchanged() && belongsTo(source.getSnapshot())
  const rendered: HydrationSnapshot<State, Live> = { phase: 'server', state }
  const waiting: HydrationSnapshot<State, Live> = { phase: 'server', state: undefined }
  const gone: HydrationSnapshot<State, Live> = { phase: 'gone' }
  const isOfOtherSource = known && known.source !== source
  let snapshot: HydrationSnapshot<State, Live> = isOfOtherSource || !isSameUser() ? gone : rendered
  let hydrate: Hydrate<State, Live> | undefined
  let hasStarted = false
  /** Whether the state came with the document: React then hydrates it. */
  let isOfDocument = false
  let engine: AnyEngine | undefined
  const listeners = new Set<() => void>()

  /** Whether a page with this token may show the state. One that has no token yet may: the server chose the state of a document for it. */
  function belongsTo({ status, token, subject: held }: TokenSnapshot): boolean {
    if (state === undefined) return true
    return status !== 'signed-out' && (!token || subject === undefined || held === subject)
  }

  /** The user may change while there are no listeners. A state that a router fetched may be of an earlier user, so it waits for the token. */
  function getSnapshot() {
    if (!isSameUser()) return gone
    return snapshot === rendered && !isOfDocument && !source.getSnapshot().token ? waiting : snapshot
  }

  function show(next: typeof snapshot) {
    snapshot = next
    for (const listener of listeners) listener()
  }

  function update() {
    const { token } = source.getSnapshot()
    if (snapshot === gone || !isSameUser()) {
      if (engine) setEngineToken(engine, placeholderToken)
      snapshot = gone
    } else if (engine) {
      if (token) setEngineToken(engine, token)
    } else if (hydrate && !hasStarted && state !== undefined && token) {
      void start(state, hydrate)
    }
    show(snapshot)
  }

  async function start(serverState: State, run: Hydrate<State, Live>) {
    hasStarted = true
    try {
      const access = createEngineAccess({ source, isSameUser, engine: () => engine })
      const live = await run(access, serverState)
      engine = live.engine
      keepEnvironment(engine)
      sendWithTokens(engine, access)
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
    getSnapshot,
    renderedFor(token) {
      isOfDocument = true
      return belongsTo(token) ? rendered : gone
    },
    subscribe(listener) {
      if (state !== undefined && !known) users.set(Object(state), { source, isSameUser: isUnchanged })
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
function firstToken(source: TokenSource): TokenSnapshot {
  const snapshot = source.getSnapshot()
  return snapshot.token ? snapshot : source.getServerSnapshot()
}
