import { connect, type TabConnection, type TabLink } from './tab-link.ts'

/** A fault that is planted, and that a walk must find. */
export type Fault = 'foreign token' | 'expired token' | 'storm' | 'endless wait' | 'lost sign-out'

/** A link between tabs with a fault. */
export function withFault(link: TabLink, fault: Fault): TabLink {
  return {
    [connect](peer) {
      const getSnapshot: typeof peer.getSnapshot = () => {
        const snapshot = peer.getSnapshot()
        return fault === 'foreign token' && snapshot.token ? { ...snapshot, subject: 'everybody' } : snapshot
      }
      const signOut = fault === 'lost sign-out' ? () => {} : peer.signOut
      const connection = link[connect]({ ...peer, getSnapshot, signOut })
      const renew: TabConnection['renew'] = async (request, isExplicit) => {
        if (fault === 'storm') for (let count = 0; count < 7; count++) request().catch(() => {})
        return connection.renew(request, isExplicit)
      }
      return { ...connection, renew }
    },
  }
}
