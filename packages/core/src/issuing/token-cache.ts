import { LRUCache } from 'lru-cache'
import type { IssueResult } from './issued-token.ts'
import type { TokenEventListener } from './token-event.ts'

/** A token in memory. `hit` is the answer to give, made once; frozen, because callers share it. */
export interface CachedToken {
  readonly hit: IssueResult
  /** With less than this left, in whole milliseconds, callers wait for the next token. */
  readonly shortMs: number
  /** Most life that a caller can ask of this token, in whole milliseconds, before it pays to mint another. */
  readonly mostMs: number
  /** Hash of the cache key, when events need it. */
  readonly keyHash: string | undefined
}

export interface TokenCacheOptions {
  maxEntries: number
  emit: TokenEventListener | undefined
}

export interface TokenCache {
  get(key: string): CachedToken | undefined
  /** Like `get`, without counting as use. */
  peek(key: string): CachedToken | undefined
  set(key: string, entry: CachedToken): void
  delete(key: string): void
  clear(): void
}

/** The issuer's memory: the least recently used token makes room for a new one. */
export function createTokenCache({ maxEntries, emit }: TokenCacheOptions): TokenCache {
  return new LRUCache<string, CachedToken>({
    max: maxEntries,
    ...(emit && {
      dispose(entry: CachedToken, _key: string, reason: LRUCache.DisposeReason) {
        if (reason === 'evict') emit({ type: 'evicted', key: entry.keyHash ?? '', fingerprint: entry.hit.fingerprint })
      },
    }),
  })
}
