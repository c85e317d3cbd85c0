import type { RedisClient } from './redis-client.ts'

/** Closes with the client of the application, and opens again with it. */
export interface ClientFollower {
  /** Called when the client closes, and by the function that `followClient` returns: once for each opening. */
  readonly close: () => void
  /** Called when the client is open again. Default: the follower ends with the client. */
  readonly reopen?: (() => void) | undefined
}

type FollowedClient = Pick<RedisClient, 'on' | 'isReady'>

interface Followed {
  readonly end: () => void
  readonly ready: () => void
}

/** The followers of each client: one listener for each event calls all of them. */
const followersOf = new WeakMap<object, Set<Followed>>()

/** Calls `close` when the application closes its client, and `reopen` when it opens it again. Returns a function that ends this. */
export function followClient(client: FollowedClient, { close, reopen }: ClientFollower): () => void {
  const followers = followersOf.get(client) ?? listenTo(client)
  let isOpen = true
  const followed: Followed = {
    end() {
      if (!reopen) followers.delete(followed)
      if (isOpen) close()
      isOpen = false
    },
    ready() {
      if (isOpen) return
      isOpen = true
      reopen?.()
    },
  }
  followers.add(followed)
  return () => {
    followers.delete(followed)
    followed.end()
  }
}

function listenTo(client: FollowedClient): Set<Followed> {
  const followers = new Set<Followed>()
  followersOf.set(client, followers)
  function end(): void {
    for (const { end } of [...followers]) end()
  }
  function ready(): void {
    // `redis` and ioredis emit `connect` before they can send commands.
    if (client.isReady !== false) for (const { ready } of [...followers]) ready()
  }
  // A cluster of `redis` emits `connect` and `disconnect`, all other clients `ready` and `end`.
  for (const event of ['end', 'disconnect'] as const) client.on?.(event, end)
  for (const event of ['ready', 'connect'] as const) client.on?.(event, ready)
  return followers
}
