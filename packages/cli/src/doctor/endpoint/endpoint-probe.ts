import type { CommandContext } from '../../command/command.ts'
import { connectionFailure } from '../../output/connection-failure.ts'
import { responseObject } from '../response-object.ts'

export interface ProbeRequest {
  readonly method?: 'GET' | 'POST' | 'OPTIONS'
  /** A `Cookie` header: one session. */
  readonly cookie?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

export interface ProbeResponse {
  readonly status: number
  readonly header: (name: string) => string | undefined
  /** The JSON body; `{}` for anything else. Can hold a token: never print it. */
  readonly json: Readonly<Record<string, unknown>>
}

/** The token endpoint of a running application. */
export interface EndpointProbe {
  readonly url: URL
  /** The sessions of `--cookie`. */
  readonly cookies: readonly string[]
  readonly send: (request?: ProbeRequest) => Promise<ProbeResponse>
}

/** A page of the application sends this. */
export const samePage = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' } as const

const timeoutMs = 10_000

/** The endpoint sent no response. */
class UnreachableEndpoint extends Error {
  readonly fix: string

  constructor({ host }: URL, cause: unknown) {
    const failure = connectionFailure(cause)
    super(`The token endpoint at ${host} could not be reached${failure ? `: ${failure.reason}` : ''}.`, { cause })
    this.fix = failure?.fix ?? 'Check the URL, and that the application runs.'
  }
}

/** Creates the probe. It follows no redirect. */
export function createEndpointProbe(
  url: URL,
  cookies: readonly string[],
  fetch: CommandContext['fetch'],
): EndpointProbe {
  async function send({ method = 'GET', cookie, headers = {}, body }: ProbeRequest = {}): Promise<ProbeResponse> {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          ...headers,
          ...(cookie === undefined ? {} : { Cookie: cookie }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        json: await responseObject(response),
      }
    } catch (error) {
      throw new UnreachableEndpoint(url, error)
    }
  }
  return { url, cookies, send }
}

/** Whether the error means that the endpoint sent no response. */
export function isUnreachableEndpoint(error: unknown): error is UnreachableEndpoint {
  return error instanceof UnreachableEndpoint
}
