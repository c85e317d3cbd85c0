import type { CallOptions } from '../coveo/coveo-client.ts'
import type { MintedToken } from '../coveo/minted-token.ts'
import type { PlatformTokenParams } from '../coveo/platform-token-params.ts'
import type { SearchTokenParams } from '../coveo/search-token-params.ts'
import type { MintingClient } from '../issuing/minter.ts'
import type { TokenKind } from '../shared/endpoint-contract.ts'

/** One call for a token. */
export interface FakeMint {
  readonly kind: TokenKind
  readonly params: SearchTokenParams | PlatformTokenParams
  readonly signal: AbortSignal | undefined
  /** 1 for the first call, then counting. */
  readonly number: number
}

export interface FakeCoveoOptions {
  /** How each call is answered; may throw, may take its time. Default: a new token that lives as long as was asked for. */
  answer?: ((mint: FakeMint) => MintedToken | Promise<MintedToken>) | undefined
}

/** Stands in for a Coveo client in tests of code that issues tokens: no network, every call on record. */
export interface FakeCoveo extends MintingClient {
  /** Every call so far. */
  readonly mints: readonly FakeMint[]
  /** Replaces `answer` from now on. */
  answerWith(answer: (mint: FakeMint) => MintedToken | Promise<MintedToken>): void
}

/** Creates a stand-in for a Coveo client. Its tokens are text such as `search-token-1`, not JWTs. */
export function createFakeCoveo({ answer = fakeToken }: FakeCoveoOptions = {}): FakeCoveo {
  const mints: FakeMint[] = []
  let current = answer

  async function mint(call: Omit<FakeMint, 'number'>): Promise<MintedToken> {
    const numbered = { ...call, number: mints.length + 1 }
    mints.push(numbered)
    return current(numbered)
  }

  return {
    organizationId: 'fake',
    scope: 'fake',
    mints,
    answerWith(next) {
      current = next
    },
    createSearchToken: (params: SearchTokenParams, { signal }: CallOptions = {}) =>
      mint({ kind: 'search', params, signal }),
    createPlatformToken: (params: PlatformTokenParams, { signal }: CallOptions = {}) =>
      mint({ kind: 'platform', params, signal }),
  }
}

/** A new token that lives as long as was asked for, by default 24 h as at Coveo; or as long as `lifetimeMs` says. */
export function fakeToken(mint: FakeMint, lifetimeMs: number = askedLifeMs(mint)): MintedToken {
  return { token: `${mint.kind}-token-${mint.number}`, remainingMs: lifetimeMs, lifetimeMs }
}

function askedLifeMs({ params }: FakeMint): number {
  const asked = 'privileges' in params ? params.validityPeriodMs : params.validFor
  return asked ?? 86_400_000
}
