import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { hasSameSubject } from '../token-subject.ts'
import type { TabPeer } from './tab-link.ts'

/**
 * Returns a check whether a token belongs to the user of a tab, as far as that is known. The key of the session names the user; without
 * one, the token that is held does.
 */
export function createSessionUserCheck(peer: TabPeer, key: string | undefined) {
  /** The first token of this tab, also when it is gone. */
  let first: TokenResponse | undefined

  return (response: TokenResponse | undefined): boolean => {
    // The server says whose token it is.
    if (key && response?.sessionKey !== undefined) return response.sessionKey === key
    first ??= peer.last()?.response
    const own = key ? first : peer.held()?.response
    return !response || !own || hasSameSubject(response, own)
  }
}
