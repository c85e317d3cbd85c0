import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TabConnection, TabLink, TabPeer, TabRenewal } from './tab-link.ts'
import { checkTokenAnswer } from './token-answer.ts'

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
  leftMs?: number
  sentAt?: number
  replaces?: string | undefined
}

/** Shares tokens and sign-outs between the tabs of one origin, in memory only. Where a browser lacks the means, each tab goes on alone. */
export function tabChannel({ session }: TabChannelOptions = {}): TabLink {
  return { connect: (peer) => connectTab(peer, session) }
}

function connectTab(peer: TabPeer, session: string | undefined): TabConnection {
  const name = JSON.stringify(['coveo-token', new URL(peer.endpoint, globalThis.location?.href).href, session])
  const waiting = new Set<() => void>()
  let channel = open()
  const page = globalThis.window

  function open(): BroadcastChannel | undefined {
    try {
      const opened = new BroadcastChannel(name)
      opened.onmessage = ({ data }: MessageEvent) => receive(data)
      return opened
    } catch {
      return undefined
    }
  }

  function post(message: TabMessage) {
    try {
      channel?.postMessage(message)
    } catch {}
  }

  function receive(message: Partial<TabMessage> | undefined) {
    if (message?.type === 'need') return announce()
    if (message?.type === 'sign-out') return peer.signOut()
    if (message?.type !== 'token') return
    try {
      const age = Math.max(0, Date.now() - Number(message.sentAt))
      const answer = checkTokenAnswer(message.answer)
      const expiresIn = (Number(message.leftMs) - age) / 1000
      const refreshIn = answer.refreshIn - (answer.expiresIn - expiresIn)
      peer.take(checkTokenAnswer({ ...answer, expiresIn, refreshIn }), session !== undefined, message.replaces)
      for (const wake of waiting) wake()
    } catch {}
  }

  function announce(replaces?: string) {
    const shared = peer.share()
    if (shared) post({ type: 'token', ...shared, sentAt: Date.now(), replaces })
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
    let ran = false
    try {
      await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) await hear(turnMs)
        if (done()) return
        ran = true
        await work()
      })
    } catch (error) {
      if (ran) throw error
      await work()
    }
  }

  const onHide = () => channel?.close()
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) channel = open()
  }
  page?.addEventListener?.('pagehide', onHide)
  page?.addEventListener?.('pageshow', onShow)

  return {
    renew,
    announce,
    signOut: () => post({ type: 'sign-out' }),
    close() {
      channel?.close()
      page?.removeEventListener?.('pagehide', onHide)
      page?.removeEventListener?.('pageshow', onShow)
    },
  }
}
