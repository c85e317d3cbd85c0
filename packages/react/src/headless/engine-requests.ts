'use client'

import type { AnyEngine } from './any-engine.ts'
import type { EngineAccess } from './engine-access.ts'

type Method = (request: { accessToken?: string }, ...rest: unknown[]) => Promise<unknown>
type Tokens = Pick<EngineAccess, 'currentToken' | 'renewAccessToken'>

/**
 * Sends each request with the current token of the engine's user, and retries it with the next one. Headless retries too, but it does not
 * know which token a request carried, it retries without end where Coveo is slow, and its hydrated engines never retry.
 */
export function sendWithTokens(engine: AnyEngine, tokens: Tokens) {
  function patch(_dispatch: unknown, _getState: unknown, extra: { apiClient: object }) {
    extra.apiClient = new Proxy(extra.apiClient, {
      get(client, name) {
        const member: unknown = Reflect.get(client, name)
        return typeof member === 'function' ? sending(member.bind(client), tokens) : member
      },
    })
  }
  engine.dispatch(patch as never)
}

function sending(method: Method, { currentToken, renewAccessToken }: Tokens): Method {
  async function attempt(accessToken: string, request: object, rest: unknown[]): Promise<unknown> {
    try {
      return await method({ ...request, accessToken }, ...rest)
    } catch (error) {
      if (!isRejection(error)) throw error
      const next = await renewAccessToken(accessToken).catch(() => undefined)
      return next && next !== accessToken ? attempt(next, request, rest) : unauthorized(error)
    }
  }

  return async (request, ...rest) => {
    const token = await currentToken().catch((error: Error) => error)
    return token instanceof Error ? unauthorized(token) : attempt(token, request, rest)
  }
}

/** In the form of an API error, so that the state of the engine shows it. */
function unauthorized({ message, name }: Error) {
  return { error: { statusCode: 401, status: 401, message, type: name } }
}

function isRejection(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UnauthorizedTokenError'
}
