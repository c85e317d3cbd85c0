import { isTokenError, type MintedToken, type TokenKind } from '@coveo-token/core'
import { browserTokenWarnings, formatPrivilege } from '@coveo-token/core/privileges'
import type { CommandResult } from '../command/command.ts'
import type { RecordedClient } from '../command/coveo-client.ts'
import type { OptionInfo } from '../command/option-info.ts'
import { describeDuration } from '../inspect/describe-lifetime.ts'
import { describeIdentity } from '../inspect/inspection-blocks.ts'
import { readSecretFacts } from '../inspect/secret-facts.ts'
import type { Cell } from '../output/block.ts'
import { wrongFieldsError } from './wrong-fields-error.ts'

export const printTokenOption: Readonly<Record<string, OptionInfo>> = {
  'print-token': { type: 'boolean', does: 'Print the token and nothing else; with --json, add it to the output' },
}

export interface MintInput {
  readonly kind: TokenKind
  readonly recorded: RecordedClient
  readonly isPrinted: boolean
  /** The options that set the fields. */
  readonly options: Readonly<Record<string, OptionInfo>>
  readonly mint: () => Promise<MintedToken>
}

/** Mints a token and describes it by its fingerprint. A field that cannot be sent is a wrong use of the command. */
export async function mintResult({ kind, recorded, isPrinted, options, mint }: MintInput): Promise<CommandResult> {
  const { token, remainingMs, lifetimeMs } = await mint().catch((error: unknown) => {
    if (!isTokenError(error) || error.code !== 'grant-invalid') throw error
    throw wrongFieldsError(error, options)
  })
  const facts = readSecretFacts(token)
  const identities = facts?.identities ?? []
  const restrictions = facts?.restrictions ?? {}
  const privileges = facts?.privileges?.map((privilege) => formatPrivilege(privilege)) ?? []
  const warnings = [...recorded.warnings, ...browserTokenWarnings(token).map(({ reason }) => reason)]
  const rows: [string, Cell][] = [
    ['kind', { text: `${kind} token`, tone: 'strong' }],
    ['fingerprint', facts?.fingerprint ?? ''],
    ['organization', recorded.client.organizationId],
    ['identity', identities.map(describeIdentity).join(', ') || 'none'],
    ...privileges.map((privilege): [string, Cell] => ['privilege', privilege]),
    ...Object.entries(restrictions).map(([name, value]): [string, Cell] => [name, textFor(value)]),
    ['lifetime', { text: `${describeDuration(lifetimeMs)}, ${describeDuration(remainingMs)} left`, tone: 'good' }],
    ...warnings.map((warning): [string, Cell] => ['warning', { text: warning, tone: 'caution' }]),
    ['token', { text: 'not printed; add --print-token', tone: 'quiet' }],
  ]
  return {
    exitCode: 0,
    json: {
      kind,
      fingerprint: facts?.fingerprint,
      organizationId: recorded.client.organizationId,
      identities,
      restrictions,
      privileges,
      lifetimeMs,
      remainingMs,
      warnings,
    },
    blocks: [{ rows: rows.map(([name, value]) => [{ text: name, tone: 'quiet' }, value]) }],
    token: isPrinted ? token : undefined,
  }
}

function textFor(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
