import { createCoveoClient, createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import type { Emulator } from '@coveo-token/emulator'
import { onTestFinished } from 'vitest'

type App = (request: Request) => Promise<Response>

/** Where the application listens. */
export const appUrl = 'https://app.example/api/coveo-token'

export interface AppOptions {
  /** The user of a request. Default: the cookie `user`. */
  readonly user?: (request: Request) => string | null
  /** Middleware in front of the endpoint. */
  readonly around?: (request: Request, endpoint: App) => Promise<Response>
}

/** Returns a `fetch` that reaches an application with a token endpoint, and the emulator. */
export function openApp(coveo: Emulator, { user = userOf, around }: AppOptions = {}): typeof fetch {
  const { url: baseUrl, organizationId, apiKeys } = coveo
  const tokens = createTokenIssuer({
    coveo: createCoveoClient({ organizationId, apiKey: apiKeys.authenticatedSearch, baseUrl }),
    grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
  })
  onTestFinished(() => tokens.close())
  const endpoint = createFetchHandler({ tokens, user: (request) => user(request), onError: () => {} })
  return async (input, init) => {
    const request = new Request(input, init)
    if (!request.url.startsWith(appUrl)) return globalThis.fetch(input, init)
    return around ? around(request, (inner) => endpoint(inner)) : endpoint(request)
  }
}

/** The value of the cookie `user`. */
export function userOf(request: Request): string | null {
  return /\buser=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null
}

/** The same response with other headers. */
export function withHeaders(response: Response, headers: Record<string, string>): Response {
  const copy = new Response(response.body, response)
  for (const [name, value] of Object.entries(headers)) copy.headers.set(name, value)
  return copy
}
