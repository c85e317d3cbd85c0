import { assertOptionTypes } from '#error-words'
import { defaultEndpoint } from '../requests/token-request.ts'
import type { TimedResponse } from '../token-lifetime.ts'
import { hasSameSubject } from '../token-subject.ts'
import { wakeableDelay } from '../wakeable-delay.ts'
import { createTabBroadcast } from './tab-broadcast.ts'
import { connect, type TabConnection, type TabLink, type TabPeer } from './tab-link.ts'
import { acquireTabLock } from './tab-lock.ts'
import { offeredResponse, type TabMessage } from './tab-message.ts'
import { createTabSession } from './tab-session.ts'

/** Half of how long a tab waits for a token that another tab holds. */
const halfResponseMs = 20
/** How long a tab waits for the tab that requests a token from the endpoint. */
const turnMs = 1_000

/** TypeScript does not know this member yet: whether the browser loads the page before the user opens it. */
interface SpeculativeDocument extends Document {
  readonly prerendering?: boolean
}

export interface TabChannelOptions {
  /**
   * A text that changes with the signed-in user, such as a user id or a session number. A new tab takes its first token only from tabs of
   * the same session. Default none: a new tab takes its first token from the endpoint, and later only tokens of the same user.
   */
  readonly session?: string | undefined
}

/** Shares tokens and sign-outs between the tabs of one origin, in memory only. Without browser support each tab works alone. */
export function createTabChannel(options: TabChannelOptions = {}): TabLink {
  assertOptionTypes(options, { session: 'a string' })
  return { [connect]: (peer) => connectTab(peer, options.session || undefined) }
}

function connectTab(peer: TabPeer, session: string | undefined): TabConnection {
  /** Resumes the renewal that waits for a token of another tab. */
  const wakers = new Set<() => void>()
  const { endpoint = defaultEndpoint } = peer
  const query = endpoint.split('?')[1]
  const { isMember, isForeign, accepts } = createTabSession(peer, session)
  const channel = createTabBroadcast(endpoint, receive)
  /** The last token whose user this tab announced, or another tab. */
  let announced: TimedResponse | undefined
  /** Whether another tab announced it: the response to the check that follows is no news. */
  let isTold = false

  function post(message: Omit<TabMessage, 'session' | 'query'>) {
    channel.post({ session, query, ...message } satisfies TabMessage)
  }

  function receive(message: TabMessage) {
    const isSameSession = message.session === session
    const isSameQuery = message.query === query
    const offered = offeredResponse(message, peer.clock)
    if (message.type === 'sign-out') {
      const isSameUser = message.response && hasSameSubject(message.response, peer.getSnapshot())
      if (isSameSession || isSameUser) peer.signOut()
    } else if (message.type === 'user') {
      // Tokens of two variants cannot be compared: only a change of user counts.
      if (!offered || !(isSameQuery || message.replaces)) return
      announced = offered
      isTold = true
      compareUsers()
    } else if (isSameSession && isSameQuery) {
      if (message.type === 'need') offer()
      if (offered && isWelcome(offered, message.replaces)) {
        peer.adopt(offered, 'tab')
        for (const wake of wakers) wake()
      }
    }
  }

  function isWelcome({ response, requestedAt }: TimedResponse, replaces: string | undefined): boolean {
    const { status, fingerprint } = peer.getSnapshot()
    // A signed-out tab takes a token only while it requests one itself, and none that was requested before the user changed.
    const isWaiting = status !== 'signed-out' || wakers.size > 0
    const lastsLonger = requestedAt + response.expiresIn * 1_000 > (peer.usable()?.expiresAt ?? 0)
    const isBetter = response.fingerprint !== fingerprint && (lastsLonger || replaces === fingerprint)
    return isBetter && isWaiting && requestedAt > peer.changedAt() && accepts(response)
  }

  /** Sends the token to the other tabs of the session. */
  function offer(replaces?: string) {
    const held = peer.usable()
    if (!held || !isMember()) return
    const { response, requestedAt } = held
    post({ type: 'token', response, requestedAt: requestedAt + Date.now() - peer.clock(), replaces })
  }

  /** Checks the token if another tab has announced another user since its request. Announces its own user if that is news. */
  function compareUsers() {
    const held = peer.usable()
    if (!held) return
    if (!announced || !hasSameSubject(held.response, announced.response)) {
      if (announced && announced.requestedAt > held.requestedAt) return peer.check({ type: 'user' })
      if (!isTold) {
        const replaces = announced?.response.fingerprint
        post({ type: 'user', response: held.response, requestedAt: Date.now(), replaces })
      }
    }
    announced = held
    isTold = false
  }

  async function renew(request: () => Promise<void>, isExplicit: boolean) {
    // The user may sign in here before the check of an announcement.
    if (isExplicit) isTold = false
    const last = peer.last()
    const rejected = peer.rejected()
    const isRenewed = () => peer.last() !== last
    // A page that is prerendered gets neither messages nor locks before it is shown.
    const isPrerendered = (globalThis.document as SpeculativeDocument | undefined)?.prerendering
    const name = channel.name()
    const isAlone = !name || !isMember() || isPrerendered
    if (!(isAlone || isExplicit || rejected)) {
      post({ type: 'need' })
      // Waits twice: the timer of a busy page may fire before it reads a message that has arrived.
      await wakeableDelay(halfResponseMs, wakers)
      if (!isRenewed()) await wakeableDelay(halfResponseMs, wakers)
      if (isRenewed()) return
    }
    const lock = isAlone || (await acquireTabLock(`${name} ${query} ${session}`))
    try {
      if (lock === 'taken') await wakeableDelay(turnMs, wakers)
      if (isRenewed()) return
      await request()
      compareUsers()
      offer(rejected)
    } finally {
      if (typeof lock === 'function') lock()
    }
  }

  return {
    open() {
      channel.open()
      compareUsers()
    },
    renew,
    isForeign,
    signOut: () => post({ type: 'sign-out', response: peer.last()?.response }),
    close: channel.close,
  }
}
