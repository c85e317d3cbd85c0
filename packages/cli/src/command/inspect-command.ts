import { formatPrivilege } from '@coveo-token/core/privileges'
import { inspectSecret } from '../inspect/inspection.ts'
import { inspectionBlocks } from '../inspect/inspection-blocks.ts'
import { keyTemplate } from '../inspect/key-template.ts'
import { privilegeList } from '../inspect/privilege-rows.ts'
import { readSecret } from '../inspect/read-secret.ts'
import { readSecretFacts } from '../inspect/secret-facts.ts'
import type { Command, CommandResult } from './command.ts'
import { UsageError } from './usage-error.ts'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Show what a key or a token is, whose it is, what it may do and when it expires',
  details: [
    'Reads it from the standard input, else from COVEO_TOKEN, else from COVEO_API_KEY.',
    'Coveo lists the privileges of a token to the key in COVEO_API_KEY. Signatures are not verified.',
  ],
  options: { offline: { type: 'boolean', does: 'Decode only: call nothing, and use the clock of this machine' } },
  async run({ args, context }): Promise<CommandResult> {
    const { secret, from } = await readSecret(context)
    const facts = readSecretFacts(secret)
    if (facts === undefined) {
      throw new UsageError(`The text in ${from} is neither an API key ("xx" and a UUID) nor a token of Coveo.`)
    }
    const inspection = await inspectSecret({ secret, from, facts, offline: args.flag('offline') }, context)
    const { privileges, failure, warnings, now, by } = inspection
    const isExpired = facts.expiresAt !== undefined && facts.expiresAt <= now
    return {
      exitCode: isExpired || failure ? 1 : 0,
      json: {
        ...facts,
        readFrom: from,
        issuedAt: isoTime(facts.issuedAt),
        expiresAt: isoTime(facts.expiresAt),
        isExpired,
        remainingSeconds: facts.expiresAt === undefined ? null : Math.floor((facts.expiresAt - now) / 1_000),
        clock: by,
        template: facts.kind === 'api-key' && privileges ? keyTemplate(privileges) : null,
        privileges: privileges ? privilegeList(privileges) : null,
        browser: warnings.map((warning) => ({ ...warning, privilege: formatPrivilege(warning.privilege) })),
        ...(failure ? { error: { code: failure.code, message: failure.message, remedy: failure.remedy } } : {}),
      },
      blocks: inspectionBlocks(inspection),
    }
  },
}

function isoTime(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}
