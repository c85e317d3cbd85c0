import { isTokenError, type UserSearch } from '@coveo-token/core'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import * as z from 'zod'
import type { User } from './user.ts'

const inputSchema = {
  query: z.string().min(1).max(1_000).describe('The words to search for'),
  count: z.int().min(1).max(20).default(5).describe('The number of results'),
}

/** Creates a server for one user. Nothing that the agent sends can choose another user. */
export function createAgentServer({ search, user }: { search: UserSearch<User>; user: User }): McpServer {
  const server = new McpServer({ name: 'agent-search', version: '0.0.0' })
  server.registerTool(
    'search',
    {
      title: 'Search the company',
      description: 'Returns the documents that the user may see: title, address and excerpt.',
      inputSchema,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async ({ query, count }, { signal }) => {
      try {
        const { results } = await search.search(user, { q: query, numberOfResults: count }, { signal })
        const texts = results.map(({ title, clickUri, excerpt }) => `${title}\n${clickUri}\n${excerpt}`)
        return { content: [{ type: 'text', text: texts.join('\n\n') || 'No results.' }] }
      } catch (error) {
        if (!isTokenError(error)) throw error
        // For the operator. The agent receives the sentence for end users, which holds no secret.
        console.error(`${error.code}: ${error.message} ${error.remedy}`, error.cause ?? '')
        return { isError: true, content: [{ type: 'text', text: error.userMessage }] }
      }
    },
  )
  return server
}
