import { privilegeList, privilegeRows } from '../inspect/privilege-rows.ts'
import { readSecret } from '../inspect/read-secret.ts'
import { readSecretFacts } from '../inspect/secret-facts.ts'
import type { Command, CommandResult } from './command.ts'
import { createRecordedClient } from './coveo-client.ts'
import { UsageError } from './usage-error.ts'

export const privilegesOfCommand: Command = {
  name: 'privileges of',
  summary: 'List the privileges of a key or a token, as Coveo sees them',
  details: ['Reads it from the standard input, else from COVEO_TOKEN, else from COVEO_API_KEY.'],
  options: {},
  async run({ context }): Promise<CommandResult> {
    const { secret, from } = await readSecret(context)
    const facts = readSecretFacts(secret)
    if (facts === undefined) throw new UsageError(`The text in ${from} is neither an API key nor a token of Coveo.`)
    const { client } = createRecordedClient(context, facts.kind === 'api-key' ? { COVEO_API_KEY: secret } : {})
    const privileges = await client.getTokenPrivileges(secret)
    return {
      exitCode: 0,
      json: { kind: facts.kind, fingerprint: facts.fingerprint, privileges: privilegeList(privileges) },
      blocks: [{ rows: privilegeRows(privileges) }],
    }
  },
}
