'use client'

import type { AnyEngine } from './any-engine.ts'

type Method = (request: { accessToken?: string }, ...rest: unknown[]) => Promise<unknown>

/**
 * Retries the requests of an engine that Coveo refuses, with the next token. Only for hydrated engines: the middleware by which Headless
 * waits for its first search swallows the results of actions, so that its own renewal never sees a refusal.
 */
export function retryRefusedRequests(engine: AnyEngine, renewAccessToken: () => Promise<string>) {
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

function retrying(method: Method, renewAccessToken: () => Promise<string>): Method {
  return async function attempt(request, ...rest) {
    try {
      return await method(request, ...rest)
    } catch (error) {
      if (!isRefusal(error)) throw error
      const accessToken = await renewAccessToken().catch(() => undefined)
      if (accessToken && accessToken !== request.accessToken) return attempt({ ...request, accessToken }, ...rest)
      // In the form of an API error, so that the state of the engine shows it.
      return { error: { statusCode: 401, status: 401, message: error.message, type: error.name } }
    }
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UnauthorizedTokenError'
}
