import { isTokenError, type TokenError } from '@coveo-token/core'
import { type BrowserPrivilegeWarning, browserPrivilegeWarnings, type Privilege } from '@coveo-token/core/privileges'
import type { CommandContext } from '../command/command.ts'
import { createRecordedClient } from '../command/coveo-client.ts'
import type { ReadSecret } from './read-secret.ts'
import type { SecretFacts, SecretKind } from './secret-facts.ts'

export interface Inspection {
  readonly facts: SecretFacts
  /** Undefined if they are unknown. */
  readonly privileges: readonly Privilege[] | undefined
  /** The reason why Coveo did not list the privileges. */
  readonly failure?: TokenError | undefined
  readonly warnings: readonly BrowserPrivilegeWarning[]
  /** Where the key or the token was read. */
  readonly from: ReadSecret['from']
  /** The time of `by`, in milliseconds since the epoch. */
  readonly now: number
  readonly by: 'coveo' | 'local'
}

export interface InspectionInput {
  readonly secret: string
  readonly from: ReadSecret['from']
  readonly facts: SecretFacts
  /** Calls nothing. */
  readonly offline: boolean
}

/** Looks at a key or a token: what it states, and what Coveo says that it may do. */
export async function inspectSecret(input: InspectionInput, context: CommandContext): Promise<Inspection> {
  const { facts } = input
  const coveo = input.offline ? {} : await listPrivileges(input, context)
  const privileges = coveo.privileges ?? facts.privileges
  return {
    facts,
    from: input.from,
    privileges,
    failure: coveo.failure,
    // A search token fixes its identity and holds no privilege to give away.
    warnings: facts.kind === 'search-token' ? [] : warningsFor(facts.kind, privileges ?? []),
    now: context.now() + (coveo.clockSkewMs ?? 0),
    by: coveo.clockSkewMs === undefined ? 'local' : 'coveo',
  }
}

/** The warnings about a token say `this token`, also for the privileges of an API key. */
function warningsFor(kind: SecretKind, privileges: readonly Privilege[]): BrowserPrivilegeWarning[] {
  const warnings = browserPrivilegeWarnings(privileges)
  if (kind !== 'api-key') return warnings
  return warnings.map((warning) => ({
    ...warning,
    reason: warning.reason.replaceAll(/\b(this|such a) token\b/g, '$1 key'),
  }))
}

interface CoveoSays {
  readonly privileges?: readonly Privilege[]
  readonly failure?: TokenError
  readonly clockSkewMs?: number | undefined
}

async function listPrivileges({ secret, facts }: InspectionInput, context: CommandContext): Promise<CoveoSays> {
  const overrides: Record<string, string> = {}
  if (facts.kind === 'api-key') overrides.COVEO_API_KEY = secret
  if (!context.env.COVEO_ORGANIZATION_ID && facts.organizationId) overrides.COVEO_ORGANIZATION_ID = facts.organizationId
  try {
    const { client, calls } = createRecordedClient(context, overrides)
    try {
      const privileges = await client.getTokenPrivileges(secret)
      return { privileges, clockSkewMs: calls.clockSkewMs() }
    } catch (error) {
      if (!isTokenError(error)) throw error
      return { failure: error, clockSkewMs: calls.clockSkewMs() }
    }
  } catch (error) {
    if (!isTokenError(error)) throw error
    return { failure: error }
  }
}
