import { type AgedResponse, connect, type TabConnection, type TabLink, type TabPeer } from './tab-link.ts'
import { acquireTabLock } from './tab-lock.ts'
import { offeredResponse, type TabMessage } from './tab-message.ts'
import type { TokenSnapshot } from './token-snapshot.ts'
import { hasSameSubject } from './token-subject.ts'

/** How long a tab waits for a token that another tab holds. */
const responseMs = 40
/** How long a tab waits for the tab that requests a token from the endpoint. */
const turnMs = 1_000

export interface TabChannelOptions {
  /**
   * A text that changes with the signed-in user, such as a user id or a session number. A new tab takes its first token only from tabs of
   * the same session. Default none: a new tab takes its first token from the endpoint, and later only tokens of the same user.
   */
  readonly session?: string | undefined
}

/** Shares tokens and sign-outs between the tabs of one origin, in memory only. Without browser support each tab works alone. */
export function createTabChannel({ session }: TabChannelOptions = {}): TabLink {
  return { [connect]: (peer) => connectTab(peer, session || undefined) }
}

function connectTab(peer: TabPeer, session: string | undefined): TabConnection {
  const waiting = new Set<() => void>()
  let channel: BroadcastChannel | undefined
  let closed: AbortController | undefined
  /** The first token of the session: its subject is the user of the session. */
  let first: TokenSnapshot | undefined

  function remember() {
    const snapshot = peer.getSnapshot()
    if (snapshot.token) first ??= snapshot
  }

  /** The token that other tokens must match to be of this tab's user. */
  function reference(): TokenSnapshot | undefined {
    const snapshot = peer.getSnapshot()
    remember()
    // Without a session the user may change: the token that is held now decides.
    return session ? first : snapshot.token ? snapshot : undefined
  }

  /** Whether the token of this tab belongs to the user of its session: it may have changed with the cookie. */
  function isMember(): boolean {
    const snapshot = peer.getSnapshot()
    const own = reference()
    return !snapshot.token || !own || hasSameSubject(snapshot, own)
  }

  function open() {
    if (closed) return
    closed = new AbortController()
    const { signal } = closed
    openChannel()
    // A page with an open channel may not enter the back-forward cache.
    globalThis.addEventListener?.('pagehide', closeChannel, { signal })
    globalThis.addEventListener?.('pageshow', openChannel, { signal })
  }

  function openChannel() {
    remember()
    try {
      // Two spellings of one address are one endpoint.
      channel ??= new BroadcastChannel(`coveo-token ${new URL(peer.endpoint, location.href)}`)
      channel.onmessage = ({ data }) => receive(Object(data))
      // In Node, an open channel keeps the process alive.
      ;(channel as { unref?: () => void }).unref?.()
    } catch {}
  }

  function closeChannel() {
    channel?.close()
    channel = undefined
  }

  function post(message: Omit<TabMessage, 'session'>) {
    try {
      channel?.postMessage({ ...message, session } satisfies TabMessage)
    } catch {}
  }

  function receive(message: TabMessage) {
    const isSameSession = message.session === session
    if (message.type === 'sign-out') {
      const isSameUser = message.user && hasSameSubject(message.user, peer.getSnapshot())
      if (isSameSession || isSameUser) peer.signOut()
    } else if (isSameSession) {
      if (message.type === 'need') offer()
      const offered = offeredResponse(message)
      if (offered && isWelcome(offered, message.replaces)) {
        peer.adopt(offered)
        remember()
        for (const wake of waiting) wake()
      }
    }
  }

  function isWelcome({ response, ageMs }: AgedResponse, replaces: string | undefined): boolean {
    const { status, fingerprint } = peer.getSnapshot()
    const own = reference()
    // A first token is taken on the word of the session, and only if later tokens can be compared with its subject.
    const isOfThisUser = own ? isMember() && hasSameSubject(response, own) : session && response.subject
    if (!isOfThisUser) return false
    // A signed-out tab takes a token only while it requests one itself, and none that was requested before the sign-out.
    if ((status === 'signed-out' && waiting.size === 0) || ageMs >= peer.signedOutMs()) return false
    const lastsLonger = response.expiresIn * 1_000 - ageMs > peer.remainingMs()
    return response.fingerprint !== fingerprint && (lastsLonger || replaces === fingerprint)
  }

  /** Sends the token to the other tabs of the session. */
  function offer(replaces?: string) {
    const held = peer.heldResponse()
    if (!held || peer.isRejected() || !isMember()) return
    post({ type: 'token', response: held.response, requestedAt: Date.now() - held.ageMs, replaces })
  }

  /** Resolves when this tab takes a token of another tab, at the latest after `ms`. */
  function nextToken(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(wake, ms)
      function wake() {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      waiting.add(wake)
    })
  }

  async function renew(requestToken: () => Promise<void>, isExplicit: boolean) {
    const request = () => requestToken().then(remember)
    open()
    const { fingerprint: before } = peer.getSnapshot()
    const rejected = peer.isRejected() ? before : undefined
    const isRenewed = () => ![undefined, before].includes(peer.getSnapshot().fingerprint)
    // A page that is prerendered gets neither messages nor locks before it is shown.
    if (!channel || !isMember() || isPrerendering()) return request()
    if (!isExplicit && !rejected) {
      post({ type: 'need' })
      // In two halves: a busy page learns late that time is up, and may have its message waiting by then.
      await nextToken(responseMs / 2)
      if (!isRenewed()) await nextToken(responseMs / 2)
      if (isRenewed()) return
    }
    const lock = await acquireTabLock(`${channel.name} ${session ?? ''}`)
    try {
      if (lock === 'taken') await nextToken(turnMs)
      if (isRenewed()) return
      await request()
      offer(rejected)
    } finally {
      if (typeof lock === 'function') lock()
    }
  }

  return {
    open,
    renew,
    signOut() {
      open()
      const { token, subject } = peer.getSnapshot()
      post({ type: 'sign-out', user: token ? { token, subject } : undefined })
    },
    close() {
      closed?.abort()
      closed = undefined
      closeChannel()
    },
  }
}

function isPrerendering(): boolean {
  return Boolean((globalThis.document as { prerendering?: boolean } | undefined)?.prerendering)
}
