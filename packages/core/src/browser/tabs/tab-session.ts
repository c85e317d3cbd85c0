import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { hasSameSubject } from '../token-subject.ts'
import type { TabPeer } from './tab-link.ts'

export interface TabSession {
  /** Whether the token of this tab belongs to the user of its session: it may have changed with the cookie. */
  readonly isMember: () => boolean
  /** Whether a token of the endpoint is not one of the session's user, unlike the last one: a cache may have sent it. */
  readonly isForeign: (response: TokenResponse) => boolean
  /** Whether the token of another tab of the session is one of this tab's user. */
  readonly accepts: (offered: TokenResponse) => boolean
}

/** Decides which tokens belong to the user of a tab. The key of the session names the user; without one, the token that is held does. */
export function createTabSession(peer: TabPeer, key: string | undefined): TabSession {
  /** The first token of this tab, also when it is gone. */
  let first: TokenResponse | undefined

  /** The token that other tokens are compared with. */
  function reference(): TokenResponse | undefined {
    if (!key) return peer.held()?.response
    first ??= peer.last()?.response
    return first
  }

  function belongs(response: TokenResponse | undefined): boolean {
    // The server says whose token it is.
    if (key && response?.sessionKey !== undefined) return response.sessionKey === key
    const own = reference()
    return !response || !own || hasSameSubject(response, own)
  }

  const isMember = () => belongs(peer.held()?.response)

  return {
    isMember,
    isForeign: (response) => Boolean(key) && isMember() && !belongs(response),
    accepts(offered) {
      // A first token: only within a session, and only if later tokens can be compared with its subject.
      return Boolean(reference() ?? (key && offered.subject)) && isMember() && belongs(offered)
    },
  }
}
