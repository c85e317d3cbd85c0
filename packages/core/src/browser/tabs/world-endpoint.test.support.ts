import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { respondWith, WorldMint } from './world-mint.test.support.ts'
import type { PendingRequest, WorldTab } from './world-tab.test.support.ts'
import type { WorldTimers } from './world-timers.test.support.ts'

export interface WorldEndpointOptions {
  /** Whether the endpoint names the session of each token. The pages then come without one. */
  readonly namesSession?: boolean | undefined
  /** Whether a cache keeps the first response. */
  readonly hasCache?: boolean | undefined
}

/** The server of a small world. It knows the user by a cookie that all tabs share. */
export class WorldEndpoint {
  cookie: string | undefined = 'alice'
  readonly tokens = new WorldMint()
  /** The first response, which a cache may repeat. */
  cached: TokenResponse | undefined
  private order = 0
  private readonly timers: WorldTimers
  private readonly options: WorldEndpointOptions

  constructor(timers: WorldTimers, options: WorldEndpointOptions) {
    this.timers = timers
    this.options = options
  }

  /** The next place in the order of everything that happens. */
  next(): number {
    return ++this.order
  }

  mint(user: string, order = this.next()) {
    return this.tokens.mint(user, { order, now: this.timers.time })
  }

  /** The initial token of a page that the server renders now; `null` if the user is signed out. */
  renderPage() {
    return this.cookie ? this.mint(this.cookie) : null
  }

  respond(tab: WorldTab): void {
    const { user, order, settle } = tab.pending.shift() as PendingRequest
    if (user) {
      const response = this.mint(user, order)
      if (this.options.hasCache) this.cached ??= response
      settle(respondWith(200, this.options.namesSession ? { ...response, sessionKey: user } : response))
    } else settle(respondWith(401, {}))
  }

  /** A cache sends the first response again to GET. */
  repeat(tab: WorldTab): void {
    const { method } = tab.pending[0] as PendingRequest
    if (method === 'POST' || !this.cached) this.respond(tab)
    else tab.pending.shift()?.settle(respondWith(200, this.cached))
  }

  fail(tab: WorldTab, status: number): void {
    tab.pending.shift()?.settle(respondWith(status, {}))
  }
}
