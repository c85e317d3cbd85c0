import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createAgentServer } from './agent-server.ts'
import { userSearchFromEnv } from './user-search.ts'

// On the user's own machine: `AGENT_USER` is the email address of its user.
const { AGENT_USER } = process.env
if (!AGENT_USER) throw new Error('AGENT_USER is not set: set it to the email address of the user.')
const server = createAgentServer({ search: userSearchFromEnv(), user: { email: AGENT_USER } })
await server.connect(new StdioServerTransport())
