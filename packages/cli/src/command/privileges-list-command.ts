import { privilegeList, privilegeRows } from '../inspect/privilege-rows.ts'
import type { Command, CommandResult } from './command.ts'
import { createRecordedClient } from './coveo-client.ts'
import { explainRefusal } from './explain-refusal.ts'

export const privilegesListCommand: Command = {
  name: 'privileges list',
  summary: 'List the privileges that platform tokens of the organization can hold',
  details: [
    'The key in COVEO_API_KEY needs PLATFORM:ORGANIZATION:VIEW, which a key that mints tokens usually lacks:',
    'use a Custom key with View on Organization.',
  ],
  options: {},
  run({ context }): Promise<CommandResult> {
    return explainRefusal(
      'It needs PLATFORM:ORGANIZATION:VIEW: use a Custom key with View on Organization.',
      async () => {
        const { client } = createRecordedClient(context)
        const privileges = await client.listPlatformTokenPrivileges()
        return {
          exitCode: 0,
          json: { organizationId: client.organizationId, privileges: privilegeList(privileges) },
          blocks: [{ rows: privilegeRows(privileges) }],
        }
      },
    )
  },
}
