import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TabConnection, TabLink, TabPeer } from './tab-link.ts'
import { tokenSubject } from './token-claims.ts'
import { isTokenResponse } from './token-response.ts'
import type { TokenSnapshot } from './token-snapshot.ts'

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
  answer?: TokenResponse
  /** Wall clock of the sender, which all tabs of a machine share: a frozen tab reads its messages late. */
  sentAt?: number
  /** Fingerprint of a token that Coveo refused and that this one replaces. */
  replaces?: string | undefined
}

/** Shares tokens and sign-outs between the tabs of one origin, in memory only. Where a browser lacks the means, each tab goes on alone. */
export function createTabChannel({ session }: TabChannelOptions = {}): TabLink {
  return { connect: (peer) => connectTab(peer, session || undefined) }
}

function connectTab(peer: TabPeer, session: string | undefined): TabConnection {
  const waiting = new Set<() => void>()
  let channel: BroadcastChannel | undefined
  let life: AbortController | undefined

  function open() {
    if (life) return
    life = new AbortController()
    tune()
    // A page with an open channel may not enter the back-forward cache.
    globalThis.addEventListener?.('pagehide', mute, life)
    globalThis.addEventListener?.('pageshow', tune, life)
  }

  function tune() {
    try {
      channel ??= new BroadcastChannel(`coveo-token ${new URL(peer.endpoint, location.href)} ${session ?? ''}`)
      channel.onmessage = ({ data }) => receive(Object(data))
    } catch {}
  }

  function mute() {
    channel = void channel?.close()
  }

  function post(message: TabMessage) {
    try {
      channel?.postMessage(message)
    } catch {}
  }

  function receive({ type, answer, sentAt, replaces }: TabMessage) {
    if (type === 'need') announce()
    if (type === 'sign-out') peer.leave()
    const { expiresIn, refreshIn } = Object(answer)
    const age = Math.max(0, Date.now() - Number(sentAt)) / 1000
    const current = { ...answer, expiresIn: expiresIn - age, refreshIn: refreshIn - age }
    if (!isTokenResponse(current) || !isWelcome(current, replaces)) return
    peer.adopt({ ...current, origin: 'tab' })
    for (const wake of waiting) wake()
  }

  function isWelcome({ token, fingerprint, expiresIn }: TokenResponse, replaces: unknown): boolean {
    const mine = peer.getSnapshot()
    const subject = tokenSubject(mine.token)
    if (fingerprint === mine.fingerprint || (mine.status === 'signed-out' && !waiting.size)) return false
    if (session === undefined && (!subject || subject !== tokenSubject(token))) return false
    return peer.remainingMs() < expiresIn * 1000 || replaces === mine.fingerprint
  }

  function announce(replaces?: string) {
    const { error, ...snapshot } = peer.getSnapshot()
    const { expiresAt, refreshAt } = snapshot as Required<TokenSnapshot>
    const expiresIn = peer.remainingMs() / 1000
    const answer = { ...snapshot, expiresIn, refreshIn: expiresIn - (expiresAt - refreshAt) / 1000 }
    if (isTokenResponse(answer)) post({ type: 'token', answer, sentAt: Date.now(), replaces })
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

  async function renew(ask: () => Promise<void>, direct?: boolean) {
    open()
    const { fingerprint } = peer.getSnapshot()
    const rejected = peer.isRejected() ? fingerprint : undefined
    const isDone = () => (peer.getSnapshot().fingerprint ?? fingerprint) !== fingerprint
    const askAndTell = () => ask().then(() => announce(rejected))
    let asked: Promise<void> | undefined
    if (!direct && !rejected && channel) {
      post({ type: 'need' })
      // In two halves: a page that is busy loading notices late that the first is over, and may have its answer waiting by then.
      await hear(answerMs / 2)
      if (!isDone()) await hear(answerMs / 2)
    }
    try {
      await navigator.locks.request((channel as BroadcastChannel).name, { ifAvailable: true }, async (lock) => {
        if (!lock) await hear(turnMs)
        if (isDone()) return
        asked = askAndTell()
        await asked
      })
    } catch {}
    if (!isDone()) await (asked ?? askAndTell())
  }

  return {
    open,
    renew,
    signOut() {
      open()
      post({ type: 'sign-out' })
    },
    close() {
      life = void life?.abort()
      mute()
    },
  }
}
