'use client'

import type { AnyEngine } from './any-engine.ts'
import type { EngineAccess } from './engine-access.ts'

type Method = (request: { accessToken?: string }, ...rest: unknown[]) => Promise<unknown>

/**
 * Retries the requests of an engine that Coveo rejects, with the next token. Headless does so too, but it does not know which token a
 * request carried, it retries without end where Coveo is slow, and its hydrated engines never retry.
 */
export function retryRejectedRequests(engine: AnyEngine, renewAccessToken: EngineAccess['renewAccessToken']) {
  function patch(_dispatch: unknown, _getState: unknown, extra: { apiClient: object }) {
    extra.apiClient = new Proxy(extra.apiClient, {
      get(client, name) {
        const member: unknown = Reflect.get(client, name)
        return typeof member === 'function' ? retrying(member.bind(client), renewAccessToken) : member
      },
    })
  }
  engine.dispatch(patch as never)
}

function retrying(method: Method, renewAccessToken: EngineAccess['renewAccessToken']): Method {
  return async function attempt(request, ...rest) {
    try {
      return await method(request, ...rest)
    } catch (error) {
      if (!isRejection(error)) throw error
      const accessToken = await renewAccessToken(request.accessToken).catch(() => undefined)
      if (accessToken && accessToken !== request.accessToken) return attempt({ ...request, accessToken }, ...rest)
      // In the form of an API error, so that the state of the engine shows it.
      return { error: { statusCode: 401, status: 401, message: error.message, type: error.name } }
    }
  }
}

function isRejection(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UnauthorizedTokenError'
}
