import { connect, type TabConnection, type TabLink, type TabPeer } from './tab-link.ts'

/** A fault that is planted, and that a walk must find. */
export type Fault =
  | 'foreign token'
  | 'token from before the sign-in'
  | 'lost sign-out'
  | 'lost user'
  | 'expired token'
  | 'storm'
  | 'endless wait'

/** A link between tabs with a fault. */
export function withFault(link: TabLink, fault: Fault): TabLink {
  return {
    [connect](peer) {
      const connection = link[connect](faultyPeer(peer, fault))
      const renew: TabConnection['renew'] = async (request, isExplicit) => {
        if (fault === 'storm') for (let count = 0; count < 7; count++) request().catch(() => {})
        return connection.renew(request, isExplicit)
      }
      return { ...connection, renew }
    },
  }
}

function faultyPeer(peer: TabPeer, fault: Fault): TabPeer {
  if (fault === 'lost user') return { ...peer, check() {} }
  if (fault === 'lost sign-out') return { ...peer, signOut() {} }
  if (fault === 'token from before the sign-in') return { ...peer, changedAt: () => Number.NEGATIVE_INFINITY }
  if (fault !== 'foreign token') return peer
  let last: ReturnType<TabPeer['last']>
  /** The same object until there is another token. */
  let faulty: ReturnType<TabPeer['last']>
  return {
    ...peer,
    getSnapshot() {
      const snapshot = peer.getSnapshot()
      return snapshot.token ? { ...snapshot, subject: 'any' } : snapshot
    },
    last() {
      const next = peer.last()
      if (next !== last) {
        last = next
        faulty = next && { ...next, response: { ...next.response, subject: 'any' } }
      }
      return faulty
    },
    usable() {
      const usable = peer.usable()
      return usable && { ...usable, response: { ...usable.response, subject: 'any' } }
    },
    held() {
      const held = peer.held()
      return held && { ...held, response: { ...held.response, subject: 'any' } }
    },
  }
}
