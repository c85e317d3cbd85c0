import type { CallOptions, CoveoClient } from '../coveo/coveo-client.ts'
import type { MintedToken } from '../coveo/minted-token.ts'
import type { Grant } from '../issuing/grant.ts'

/** One call for a token. */
export interface FakeMint {
  /** 1 for the first call, then counting. */
  readonly number: number
  readonly grant: Grant
  readonly signal: AbortSignal | undefined
}

type Respond = (mint: FakeMint) => MintedToken | Promise<MintedToken>

export interface FakeCoveoOptions {
  /** The response to each call; may throw or reject. Default: a new token with the lifetime that was requested. */
  readonly respond?: Respond | undefined
}

/** A Coveo client without a network, for tests of code that issues tokens. It records every mint. */
export interface FakeCoveo extends CoveoClient {
  /** Every mint so far. */
  readonly mints: readonly FakeMint[]
  /** Replaces `respond` from now on. */
  readonly respondWith: (respond: Respond) => void
}

/** Creates a Coveo client without a network. Its tokens are text such as `search-token-1`, and hold no privileges. */
export function createFakeCoveo({ respond = fakeToken }: FakeCoveoOptions = {}): FakeCoveo {
  const mints: FakeMint[] = []
  let current = respond

  async function mint(grant: Grant, { signal }: CallOptions = {}): Promise<MintedToken> {
    const numbered = { number: mints.length + 1, grant, signal }
    mints.push(numbered)
    return current(numbered)
  }

  return {
    organizationId: 'fake',
    scope: 'fake',
    mints,
    respondWith(next) {
      current = next
    },
    createSearchToken: (params, options) => mint({ kind: 'search', ...params }, options),
    createPlatformToken: (params, options) => mint({ kind: 'platform', ...params }, options),
    listPlatformTokenPrivileges: async () => [],
    getTokenPrivileges: async () => [],
  }
}

/** A new token with the lifetime that was requested, by default 24 h as at Coveo; or with `lifetimeMs`. */
export function fakeToken({ grant, number }: FakeMint, lifetimeMs: number = requestedMs(grant)): MintedToken {
  return { token: `${grant.kind}-token-${number}`, remainingMs: lifetimeMs, lifetimeMs }
}

function requestedMs(grant: Grant): number {
  return (grant.kind === 'search' ? grant.validFor : grant.validityPeriodMs) ?? 86_400_000
}
