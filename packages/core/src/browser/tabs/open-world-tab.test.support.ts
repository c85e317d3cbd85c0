import { setMaxListeners } from 'node:events'
import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { createTokenSource } from '../token-source.ts'
import { createTabChannel } from './tab-channel.ts'
import type { WorldEndpoint } from './world-endpoint.test.support.ts'
import { type Fault, withFault } from './world-fault.test.support.ts'
import type { Message, PendingRequest, WorldTab } from './world-tab.test.support.ts'
import type { WorldTimers } from './world-timers.test.support.ts'

export interface WorldTabOptions {
  readonly index: 0 | 1
  readonly session?: string | undefined
  readonly namesSession?: boolean | undefined
  readonly fault?: Fault | undefined
  readonly endpoint: WorldEndpoint
  readonly timers: WorldTimers
  /** The channel of each tab: this one is added. */
  readonly channels: object[]
  /** The token that the server rendered into the page; null for none. Default: one of Alice's where the session names her. */
  readonly initialToken?: TokenResponse | null | undefined
  /** Sends a message to the other tab. */
  readonly post: (data: Message['data']) => void
}

/** Opens a tab whose source has a listener. */
export function openWorldTab(options: WorldTabOptions): WorldTab {
  const { index, session, namesSession, fault, endpoint, timers } = options
  const channel = {
    name: 'channel',
    onmessage: (_event: { data: unknown }) => {},
    postMessage: (data: Message['data']) => options.post(structuredClone(data)),
    close() {},
  }
  options.channels[index] = channel
  const pending: PendingRequest[] = []
  const requestTimes: number[] = []
  const clockOf = (name: 'wall' | 'steady') => () => (fault === 'expired token' ? 0 : timers[name])
  const link = createTabChannel({ session })
  const hasToken = options.initialToken === undefined ? session && !namesSession : options.initialToken
  const user = hasToken ? 'alice' : undefined
  const timing = { now: clockOf('wall'), monotonic: clockOf('steady'), random: () => 0.5 }
  const source = createTokenSource({
    fetch: (_url, { method = 'GET', signal }) =>
      new Promise((settle, reject) => {
        pending.push({ user: endpoint.cookie, method, order: endpoint.next(), settle })
        requestTimes.push(timers.time)
        // The planted storm sends more requests with one signal than Node allows before it warns of a leak.
        if (signal) setMaxListeners(0, signal)
        signal?.addEventListener('abort', () => reject(signal.reason))
      }),
    tabs: fault ? withFault(link, fault) : link,
    initialToken: options.initialToken ?? (user && endpoint.mint(user, 0)),
    ...timing,
  })
  source.subscribe(() => {})
  return {
    source,
    pending,
    requestTimes,
    inbox: [],
    isFrozen: false,
    isHidden: false,
    read: ({ data }) => channel.onmessage({ data }),
    change: { name: 'sign-out', order: 0 },
    told: undefined,
    token: source.getSnapshot().token,
    user,
    waits: 0,
    leaving: undefined,
  }
}
