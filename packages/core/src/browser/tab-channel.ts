import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TabConnection, TabLink, TabPeer, TabRenewal } from './tab-link.ts'
import { isTokenAnswer } from './token-answer.ts'
import { tokenSubject } from './token-claims.ts'

/** How long another tab gets to answer. */
const answerMs = 40
/** How long a tab waits for the one that is asking the endpoint, before it asks by itself. */
const turnMs = 1_000

export interface TabChannelOptions {
  /**
   * Anything that changes when the signed-in user does: a user id, a session number. Tabs of different sessions never hear each other.
   * Without it a tab gets its first token from the endpoint, and later takes only tokens of the same user.
   */
  session?: string | undefined
}

interface TabMessage {
  type: 'need' | 'token' | 'sign-out'
  answer?: TokenAnswer
  /** Wall clock of the sender, which all tabs of a machine share: a frozen tab reads its messages late. */
  sentAt?: number
  /** Fingerprint of a token that Coveo refused and that this one replaces. */
  replaces?: string | undefined
}

/** Shares tokens and sign-outs between the tabs of one origin, in memory only. Where a browser lacks the means, each tab goes on alone. */
export function tabChannel({ session }: TabChannelOptions = {}): TabLink {
  return { connect: (peer) => connectTab(peer, session) }
}

function connectTab(peer: TabPeer, session: string | undefined): TabConnection {
  const { window, location } = globalThis
  const name = `coveo-token ${new URL(peer.endpoint, location?.href ?? 'http://page.invalid')} ${session ?? ''}`
  const waiting = new Set<() => void>()
  let channel: BroadcastChannel | undefined

  /** A page with an open channel may not enter the back-forward cache: it is closed there, and opened again on return. */
  function toggle({ type }: { type: string }) {
    channel?.close()
    channel = undefined
    if (type === 'pagehide') return
    try {
      channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }) => receive(Object(data))
    } catch {}
  }

  function post(message: TabMessage) {
    try {
      channel?.postMessage(message)
    } catch {}
  }

  function receive({ type, answer, sentAt, replaces }: Partial<TabMessage>) {
    if (type === 'need') announce()
    if (type === 'sign-out') peer.leave()
    if (type !== 'token' || !isTokenAnswer(answer)) return
    const age = Math.max(0, Date.now() - Number(sentAt)) / 1000
    const current = { ...answer, expiresIn: answer.expiresIn - age, refreshIn: answer.refreshIn - age }
    if (!isTokenAnswer(current) || !isWelcome(current, replaces)) return
    peer.adopt(current)
    for (const wake of waiting) wake()
  }

  function isWelcome({ token, fingerprint, expiresIn }: TokenAnswer, replaces: unknown): boolean {
    const { snapshot, leftMs, rejected, asking } = peer.state()
    if (fingerprint === rejected || (snapshot.status === 'signed-out' && !asking)) return false
    const subject = tokenSubject(snapshot.token)
    if (session === undefined && (!subject || subject !== tokenSubject(token))) return false
    return !snapshot.token || leftMs < expiresIn * 1000 || replaces === snapshot.fingerprint
  }

  function announce(replaces?: string) {
    const { snapshot, leftMs, dueMs, rejected } = peer.state()
    const answer = { ...snapshot, expiresIn: leftMs / 1000, refreshIn: dueMs / 1000, error: undefined }
    if (isTokenAnswer(answer) && !rejected) post({ type: 'token', answer, sentAt: Date.now(), replaces })
  }

  function hear(ms: number): Promise<void> {
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

  async function renew({ ask, done, work }: TabRenewal) {
    if (!channel) return work()
    if (ask) {
      post({ type: 'need' })
      await hear(answerMs)
      if (done()) return
    }
    let worked = false
    try {
      await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) await hear(turnMs)
        if (done()) return
        worked = true
        await work()
      })
    } catch (error) {
      if (worked) throw error
      await work()
    }
  }

  function listen(method: 'addEventListener' | 'removeEventListener') {
    for (const type of ['pagehide', 'pageshow'] as const) window?.[method]?.(type, toggle)
  }

  toggle({ type: 'open' })
  listen('addEventListener')
  return {
    renew,
    announce,
    signOut: () => post({ type: 'sign-out' }),
    close() {
      listen('removeEventListener')
      toggle({ type: 'pagehide' })
    },
  }
}
