import { ApiError, badRequest } from '../http/api-error.ts'
import { parseInput } from '../http/parse-input.ts'
import type { Answer, Call, Route } from '../http/route.ts'
import type { Authenticator, Caller } from './authenticator.ts'
import { parseIsoDuration } from './iso-duration.ts'
import { impersonate } from './known-privileges.ts'
import { platformTokenRequestSchema } from './platform-token-request.ts'
import { requireOrganization } from './require-organization.ts'
import { searchTokenRequestSchema } from './search-token-request.ts'
import type { TokenMint } from './token-mint.ts'

export interface MintSettings {
  /** Life of every new token in milliseconds, whatever the call asks for. Default: what the call asks for. */
  tokenLifeMs: number | null
  /** Whether a platform token that holds IMPERSONATE may mint further tokens. Default false. */
  platformTokensMayMint: boolean
}

export interface MintRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  mint: TokenMint
  settings: () => MintSettings
  /** Rejects a filter that queries could not be held to. */
  checkFilter: (filter: string) => void
}

/** The two calls that create tokens. */
export function mintRoutes({ organizationId, authenticator, mint, settings, checkFilter }: MintRoutesOptions): Route[] {
  async function createSearchToken(call: Call): Promise<Answer> {
    const caller = await authenticator.authenticate(call, 'search')
    requireOrganization(call.query.get('organizationId'), organizationId)
    refuseTokens(caller, settings())
    authenticator.demand(caller, [impersonate], 'search')
    const request = parseInput(searchTokenRequestSchema, call.body)
    if (request.filter) checkFilter(request.filter)
    return { json: { token: await mint.searchToken(request, settings().tokenLifeMs ?? request.validFor) } }
  }

  async function createPlatformToken(call: Call): Promise<Answer> {
    const caller = await authenticator.authenticate(call, 'platform')
    requireOrganization(call.params.organizationId, organizationId)
    refuseTokens(caller, settings())
    const lifeMs = validityPeriodOf(call)
    const request = parseInput(platformTokenRequestSchema, call.body)
    const { organizationId: named, privileges, additionalConfiguration } = request.body
    if (named !== undefined) requireOrganization(named, organizationId)
    for (const asked of privileges) authenticator.demand(caller, [asked], 'platform')
    if (additionalConfiguration?.search?.userIds) authenticator.demand(caller, [impersonate], 'platform')
    return { json: { token: await mint.platformToken(request, settings().tokenLifeMs ?? lifeMs) } }
  }

  const searchToken = { name: 'searchToken', family: 'search', methods: ['POST'], strictJson: true } as const
  return [
    { ...searchToken, path: '/rest/search/v2/token', handle: createSearchToken },
    { ...searchToken, path: '/rest/search/v3/token', handle: createSearchToken },
    {
      name: 'platformToken',
      family: 'platform',
      methods: ['POST'],
      path: '/rest/organizations/:organizationId/tokens',
      strictJson: true,
      handle: createPlatformToken,
    },
  ]
}

/** What a token handed to a browser may never do, whatever it holds: make tokens for others. */
function refuseTokens(caller: Caller, { platformTokensMayMint }: MintSettings): void {
  if (caller.kind === 'apiKey' || (caller.kind === 'platformToken' && platformTokensMayMint)) return
  throw new ApiError('Only an API key may create tokens.', {
    status: 403,
    code: 'FORBIDDEN',
    type: 'AccessDeniedException',
  })
}

function validityPeriodOf(call: Call): number {
  const text = call.query.get('validityPeriod') ?? 'PT24H'
  const lifeMs = parseIsoDuration(text)
  if (lifeMs) return lifeMs
  throw badRequest(
    'validityPeriod must be an ISO-8601 duration of more than nothing, such as PT24H or P1D.',
    'INVALID_VALIDITY_PERIOD',
  )
}
