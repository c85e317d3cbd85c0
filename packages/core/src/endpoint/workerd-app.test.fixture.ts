import { coveoClientFromEnv, createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '../index.ts'

/** The recipe for Cloudflare Workers: `env` is passed to the handler, so the issuer is created at the first request. */
function createHandler(env: Readonly<Record<string, unknown>>) {
  const tokens = createTokenIssuer<string>({
    coveo: coveoClientFromEnv({ env }),
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
  })
  return createFetchHandler({ tokens, user: (request) => request.headers.get('x-user') })
}

const url = 'https://app.example/api/coveo-token'
const signedIn = { 'x-user': 'asmith@example.com' }

let handler: ReturnType<typeof createHandler> | undefined

interface Env extends Readonly<Record<string, unknown>> {
  /** This worker: the runtime forbids that one request uses what belongs to another, such as an `AbortSignal`. */
  readonly SELF: { fetch(request: Request): Promise<Response> }
}

/** `workerd test` runs this worker without a network: its outbound requests go to the worker below. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    handler ??= createHandler(env)
    return handler(request)
  },

  async test(_controller: unknown, env: Env): Promise<void> {
    const handler = (request: Request) => env.SELF.fetch(request)
    assertStatus(await handler(new Request(url)), 401)
    const first = assertStatus(await handler(new Request(url, { headers: signedIn })), 200)
    const [again, another] = await Promise.all([
      handler(new Request(url, { headers: signedIn })),
      handler(new Request(url, { headers: { 'x-user': 'bjones@example.com' } })),
    ])
    for (const response of [again, another]) await assertStatus(response, 200).text()
    const { token, fingerprint } = await first.json<{ token: string; fingerprint: string }>()
    const report = { method: 'POST', headers: { ...signedIn, 'content-type': 'application/json' } }
    const body = JSON.stringify({ rejected: fingerprint })
    const second = assertStatus(await handler(new Request(url, { ...report, body })), 200)
    if ((await second.json<{ token: string }>()).token === token) throw new Error('the rejected token was returned')
    const code = await coveoClientFromEnv({ env: {} })
      .listPlatformTokenPrivileges()
      .catch((error) => error.code)
    if (code !== 'configuration') throw new Error(`code ${code} without an environment`)
  },
}

function assertStatus(response: Response, status: number): Response & { json<Body>(): Promise<Body> } {
  if (response.status !== status) throw new Error(`status ${response.status} instead of ${status}`)
  return response
}
