import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import {
  anonymousIdentity,
  createCoveoClient,
  createFetchHandler,
  createTokenIssuer,
  emailIdentity,
  searchGrant,
  type TokenIssuerOptions,
} from '@coveo-token/core'
import type { Emulator } from '@coveo-token/emulator'
import type { LabFiles } from './lab-files.ts'
import { startTestServer } from './test-server.ts'

export interface LabServer {
  readonly url: string
  /** Email address of the signed-in user, or null when signed out. Alice at first. */
  user: string | null
  /** Whether a visitor who is signed out gets a token of guests. False at first: 401. */
  hasGuests: boolean
  /** Session key of each user, which the token responses then name. Empty at first: they name none. */
  readonly sessionKeys: Map<string, string>
  /** Routes that one spec adds, by path. */
  readonly routes: Map<string, RequestListener>
  stop(): Promise<void>
}

type FetchHandler = ReturnType<typeof createFetchHandler>

/** Starts a server for the lab's pages and a token endpoint, on the emulator's clock. */
export async function startLabServer(coveo: Emulator, files: LabFiles): Promise<LabServer> {
  const now = () => coveo.clock.now()
  const { organizationId, url: baseUrl, apiKeys } = coveo
  const options: TokenIssuerOptions<string> = {
    coveo: createCoveoClient({ organizationId, baseUrl, apiKey: apiKeys.authenticatedSearch, now }),
    grant: (name) => searchGrant({ userIds: [emailIdentity(name)] }),
    sessionKey: (name) => lab.sessionKeys.get(name ?? ''),
    now,
  }
  const guest = () => searchGrant({ userIds: [anonymousIdentity()] })
  const issuers = [createTokenIssuer(options), createTokenIssuer({ ...options, guest })] as const
  const [handleUser, handleVisitor] = issuers.map((tokens) =>
    createFetchHandler<string>({ tokens, user: () => lab.user }),
  ) as [FetchHandler, FetchHandler]

  function handleToken(request: Request) {
    return lab.hasGuests ? handleVisitor(request) : handleUser(request)
  }

  async function handleRequest(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    if (url.pathname === '/api/coveo-token') return write(response, await handleToken(await readRequest(request, url)))
    const route = lab.routes.get(url.pathname)
    if (route) return route(request, response)
    const file = files.get(url.pathname.slice('/lab/'.length))
    if (file === undefined) return response.writeHead(404).end()
    return response.writeHead(200, { 'Content-Type': file.contentType }).end(file.body)
  }

  const server = await startTestServer((request, response) => void handleRequest(request, response))
  const lab: LabServer = {
    url: server.url,
    user: 'asmith@example.com',
    hasGuests: false,
    sessionKeys: new Map(),
    routes: new Map(),
    async stop() {
      await server.stop()
      await Promise.all(issuers.map((tokens) => tokens.close()))
    },
  }
  return lab
}

async function readRequest(request: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = chunks.length === 0 ? null : Buffer.concat(chunks)
  return new Request(url, { method: request.method ?? 'GET', headers: request.headers as Record<string, string>, body })
}

async function write(target: ServerResponse, response: Response) {
  target.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
}
