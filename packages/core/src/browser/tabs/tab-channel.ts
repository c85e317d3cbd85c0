import { assertOptionTypes } from '#error-words'
import { defaultEndpoint } from '../requests/token-request.ts'
import type { TimedResponse } from '../token-lifetime.ts'
import { hasSameSubject } from '../token-subject.ts'
import { wakeableDelay } from '../wakeable-delay.ts'
import { createSessionUserCheck } from './session-user-check.ts'
import { createTabBroadcast } from './tab-broadcast.ts'
import { connect, type TabConnection, type TabLink, type TabPeer } from './tab-link.ts'
import { acquireTabLock } from './tab-lock.ts'
import { offeredResponse, type TabMessage } from './tab-message.ts'

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
  const isOfSession = createSessionUserCheck(peer, session)
  /** Whether the token of this tab belongs to the user of its session: it may have changed with the cookie. */
  const isMember = () => isOfSession(peer.held()?.response)
  const channel = createTabBroadcast(endpoint, receive)
  /** The last token whose user this tab announced, or another tab. */
  let announced: TimedResponse | undefined
  /** The message about a token of another user than `announced`. None after a correction: two tabs with users of their own would never end. */
  let reply: 'user' | 'correction' | undefined = 'user'

  function post(type: TabMessage['type'], held?: TimedResponse, replaces?: string) {
    const requestedAt = held && held.requestedAt + Date.now() - peer.clock()
    const { origin } = peer.getSnapshot()
    channel.post({ type, session, query, response: held?.response, requestedAt, replaces, origin } satisfies TabMessage)
  }

  function receive(message: TabMessage) {
    const isSameSession = message.session === session
    const isSameQuery = message.query === query
    const offered = offeredResponse(message, peer.clock)
    if (message.type === 'sign-out') {
      if (isSameSession || (message.response && hasSameSubject(message.response, peer.getSnapshot()))) peer.signOut()
    } else if (message.type === 'user' || message.type === 'correction') {
      // A session may end after a server rendered a token of it. A tab that finds no user then posts a correction without a token.
      const mayHaveEnded = offered
        ? message.origin === 'initial' && peer.getSnapshot().status === 'signed-out'
        : peer.getSnapshot().origin === 'initial'
      if (mayHaveEnded) peer.check({ type: 'user' })
      // Tokens of two variants cannot be compared: only a change of user counts.
      if (offered && (isSameQuery || message.replaces)) {
        announced = offered
        reply = isSameQuery && message.type === 'user' ? 'correction' : undefined
        compareUsers()
      }
    } else if (isSameSession && isSameQuery) {
      if (message.type === 'need') offer()
      if (offered && isWelcome(offered, message.replaces)) {
        peer.adopt(offered, 'tab')
        for (const wake of wakers) wake()
      }
    }
  }

  function isWelcome({ response, requestedAt }: TimedResponse, replaces: string | undefined) {
    const { status, fingerprint } = peer.getSnapshot()
    // A signed-out tab takes a token only while it requests one itself, and none that was requested before the user changed.
    const isWaiting = status !== 'signed-out' || wakers.size > 0
    const lastsLonger = requestedAt + response.expiresIn * 1_000 > (peer.usable()?.expiresAt ?? 0)
    const isBetter = response.fingerprint !== fingerprint && (lastsLonger || replaces === fingerprint)
    // A first token: only within a session, and only if later tokens can be compared with its subject.
    const isComparable = session ? response.subject || peer.last() : peer.held()
    const isOfUser = isComparable && isMember() && isOfSession(response)
    return isOfUser && isBetter && isWaiting && requestedAt > peer.changedAt()
  }

  /** Sends the token to the other tabs of the session. */
  function offer(replaces?: string) {
    const held = peer.usable()
    if (held && isMember()) post('token', held, replaces)
  }

  /** Checks the token if another tab has announced another user since its request. Announces its own user if that is news. */
  function compareUsers() {
    const held = peer.usable()
    if (!held) return
    if (!announced || !hasSameSubject(held.response, announced.response)) {
      if (announced && announced.requestedAt > held.requestedAt) return peer.check({ type: 'user' })
      // A sign-in may be newer than the token of another tab that was requested later.
      if (reply === 'user') post(reply, { ...held, requestedAt: peer.clock() }, announced?.response.fingerprint)
      else if (reply) post(reply, held)
    }
    announced = held
    reply = 'user'
  }

  async function renew(request: () => Promise<void>, isExplicit: boolean) {
    const last = peer.last()
    const rejected = peer.rejected()
    const isRenewed = () => last !== peer.last()
    // A page that is prerendered gets neither messages nor locks before it is shown.
    const isPrerendered = (globalThis.document as SpeculativeDocument | undefined)?.prerendering
    const name = channel.name()
    const isAlone = !name || !isMember() || isPrerendered
    if (!(isAlone || isExplicit || rejected)) {
      post('need')
      // 40 ms for a tab that holds a token. Twice the half: the timer of a busy page may fire before it reads a message that has arrived.
      await wakeableDelay(20, wakers)
      if (!isRenewed()) await wakeableDelay(20, wakers)
      if (isRenewed()) return
    }
    const release = isAlone ? () => {} : await acquireTabLock(`${name} ${query} ${session}`)
    try {
      // A second for the tab that requests a token from the endpoint.
      if (!release) await wakeableDelay(1_000, wakers)
      if (isRenewed()) return
      await request()
      compareUsers()
      offer(rejected)
    } finally {
      release?.()
    }
  }

  return {
    open() {
      channel.open()
      compareUsers()
    },
    renew,
    signIn() {
      reply = 'user'
    },
    deny: () => post('correction'),
    isForeign: (response) => Boolean(session) && isMember() && !isOfSession(response),
    signOut: () => post('sign-out', peer.last()),
    close: channel.close,
  }
}
