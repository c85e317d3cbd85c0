import { vi } from 'vitest'
import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { jwt } from '../fake-endpoint.test.support.ts'
import { createTokenSource } from '../token-source.ts'
import type { TokenSource } from '../token-source-contract.ts'
import { createTabChannel } from './tab-channel.ts'

/** Messages after these are lost. */
const mostAnnouncements = 200

/** The world of one run: tabs whose messages and responses come late, and the user of their cookie. */
export class LateTabs {
  cookie: string | undefined = 'alice'
  requests = 0
  /** The requests of each tab. */
  readonly requestsOfTabs: number[] = []
  /** Whether messages arrive at once. */
  isPrompt = false
  /** Messages that announce or correct a user. */
  announcements = 0
  readonly tabs: TokenSource[] = []
  private minted = 0
  private readonly channels = new Set<LateChannel>()
  private readonly draw: (limit: number) => number
  private readonly losesMessages: boolean

  /** `draw(limit)` returns the next number below a limit. */
  constructor(draw: (limit: number) => number, losesMessages = false) {
    this.draw = draw
    this.losesMessages = losesMessages
    const { channels } = this
    const post = (from: LateChannel, data: object) => this.post(from, data)
    vi.stubGlobal(
      'BroadcastChannel',
      class extends LateChannel {
        constructor() {
          super(channels, post)
        }
      },
    )
    vi.stubGlobal('navigator', {})
  }

  /** Opens a tab. Its requests carry the cookie, or the bearer token of one user. */
  open(initialUser?: string, bearer?: string): void {
    const initialToken = initialUser === undefined ? undefined : this.mint(initialUser)
    const index = this.requestsOfTabs.push(0) - 1
    const source = createTokenSource({
      fetch: () => {
        this.requestsOfTabs[index] = (this.requestsOfTabs[index] ?? 0) + 1
        return this.respond(bearer ?? this.cookie)
      },
      tabs: createTabChannel(),
      initialToken,
    })
    source.subscribe(() => {})
    this.tabs.push(source)
  }

  /** The user of each tab. */
  users(): (string | undefined)[] {
    return this.tabs.map((tab) => tab.getSnapshot().subject)
  }

  close(): void {
    for (const tab of this.tabs) tab.dispose()
  }

  private mint(user: string): TokenResponse {
    const fingerprint = `f${++this.minted}`
    const rest = { kind: 'search', organizationId: 'acme', expiresIn: 3480, refreshIn: 2710 } as const
    return { token: jwt(user, this.minted), fingerprint, subject: user, ...rest }
  }

  private async respond(user: string | undefined): Promise<Response> {
    this.requests++
    const response = user === undefined ? new Response('{}', { status: 401 }) : Response.json(this.mint(user))
    await new Promise((resolve) => setTimeout(resolve, this.draw(2_000)))
    return response
  }

  private post(from: LateChannel, data: object) {
    if (['user', 'correction'].includes(Object(data).type)) this.announcements++
    // A storm fails by its count, not by its time.
    if (this.announcements > mostAnnouncements) return
    for (const channel of this.channels) {
      if (channel === from || (this.losesMessages && this.draw(2) === 0)) continue
      channel.receive(structuredClone(data), this.isPrompt ? 0 : this.draw(3_000))
    }
  }
}

/** Delivers the messages of a tab late, and in their order. */
class LateChannel {
  readonly name = 'channel'
  onmessage: ((event: { data: unknown }) => void) | undefined
  private readyAt = 0
  private readonly channels: Set<LateChannel>
  private readonly post: (from: LateChannel, data: object) => void

  constructor(channels: Set<LateChannel>, post: (from: LateChannel, data: object) => void) {
    this.channels = channels
    this.post = post
    channels.add(this)
  }

  postMessage(data: object) {
    this.post(this, data)
  }

  receive(data: unknown, delayMs: number) {
    this.readyAt = Math.max(this.readyAt, Date.now() + delayMs)
    setTimeout(() => this.channels.has(this) && this.onmessage?.({ data }), this.readyAt - Date.now())
  }

  close() {
    this.channels.delete(this)
  }
}
