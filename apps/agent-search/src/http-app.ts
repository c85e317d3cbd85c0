import { createHash } from 'node:crypto'
import type { UserSearch } from '@coveo-token/core'
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js'
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Express } from 'express'
import { createAgentServer } from './agent-server.ts'
import type { User } from './user.ts'

export interface HttpAppOptions {
  readonly search: UserSearch<User>
  /** The email address for each access token. An application verifies the tokens of its identity provider instead. */
  readonly emails: Readonly<Record<string, string>>
}

/** Creates an app with the tool at `POST /mcp`. Each request acts for the user of its access token. */
export function createHttpApp({ search, emails }: HttpAppOptions): Express {
  const users = new Map(Object.entries(emails).map(([token, email]) => [digest(token), { email }]))

  async function verifyAccessToken(token: string): Promise<AuthInfo> {
    const user = users.get(digest(token))
    if (user === undefined) throw new InvalidTokenError('The access token is unknown.')
    return { token, clientId: 'agent', scopes: [], expiresAt: Math.floor(Date.now() / 1_000) + 60, extra: { user } }
  }

  const app = createMcpExpressApp()
  app.post('/mcp', requireBearerAuth({ verifier: { verifyAccessToken } }), async (req, res) => {
    const { auth } = req as typeof req & { auth?: AuthInfo }
    const user = auth?.extra?.user as User
    const server = createAgentServer({ search, user })
    // Without sessions any instance can respond to any request.
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
    res.on('close', () => void server.close())
    await server.connect(transport)
    await transport.handleRequest(req, res, req.body)
  })
  return app
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
