import type { EndpointOptions, MaybePromise, SignedOut } from '../endpoint/endpoint-options.ts'
import { type ContractTokens, createContractTokens } from './contract-tokens.ts'

/** The endpoint options of the adapter under test. `user` gets the value of the request's `Cookie`. */
export interface EndpointSetup extends Omit<EndpointOptions<unknown>, 'onError'> {
  tokens: ContractTokens
  user: (cookie: string | undefined) => MaybePromise<string | SignedOut>
  onError: (error: unknown) => void
}

/** A mounted adapter. */
export interface MountedEndpoint {
  /** The full address of the endpoint. */
  readonly url: string
  /** Sends a request to it: `fetch` for a server, the handler for an adapter without one. */
  readonly send: (request: Request) => Promise<Response>
  readonly close?: (() => Promise<void>) | undefined
}

export type MountEndpoint = (setup: EndpointSetup) => Promise<MountedEndpoint>

export interface EndpointUnderTest {
  readonly url: string
  readonly origin: string
  readonly setup: EndpointSetup
  /** The errors that `onError` received. */
  readonly errors: unknown[]
  /** Moves the issuer's clock, in milliseconds. */
  readonly advance: (ms: number) => void
  /** Sends a request of the signed-in user `alice`; `cookie: ''` sends none. `query` follows the URL's `?`. */
  readonly send: (init?: RequestInit & { cookie?: string; query?: string; duplex?: 'half' }) => Promise<Response>
}

export const allowedOrigin = 'https://shop.example'

/** Mounts an endpoint with known tokens and a stopped clock, and runs a case against it. */
export async function withEndpoint(
  mount: MountEndpoint,
  run: (endpoint: EndpointUnderTest) => Promise<void>,
): Promise<void> {
  let now = 1_700_000_000_000
  const errors: unknown[] = []
  const setup: EndpointSetup = {
    tokens: createContractTokens(() => now),
    user: (cookie) => cookie?.replace('user=', ''),
    allowedOrigins: [allowedOrigin],
    onError: (error) => errors.push(error),
  }
  // Read at each request, so that a case can change the setup after mounting.
  const mounted = await mount({ ...setup, user: (cookie) => setup.user(cookie), onError: (e) => setup.onError(e) })
  try {
    await run({
      url: mounted.url,
      origin: new URL(mounted.url).origin,
      setup,
      errors,
      advance: (ms) => {
        now += ms
      },
      send: ({ cookie = 'user=alice', query, ...init } = {}) => {
        const request = new Request(query === undefined ? mounted.url : `${mounted.url}?${query}`, init)
        if (cookie !== '') request.headers.set('cookie', cookie)
        return mounted.send(request)
      },
    })
  } finally {
    await mounted.close?.()
  }
}
