import type { TokenEndpointOptions } from '../endpoint/token-endpoint.ts'
import { type ContractTokens, createContractTokens } from './contract-tokens.ts'

/** The endpoint options that an adapter is mounted with; `user` is given the value of the request's `Cookie`. */
export interface EndpointSetup extends Omit<TokenEndpointOptions<string, never>, 'user' | 'onError' | 'tokens'> {
  tokens: ContractTokens
  user: (cookie: string | undefined) => string | null | undefined | Promise<string | null | undefined>
  onError: (error: unknown) => void
}

/** An adapter, mounted, and how to reach it. */
export interface MountedEndpoint {
  /** Full address of the endpoint. */
  url: string
  /** Sends a request to it. `fetch` itself for a server; the handler for an adapter that is called directly. */
  send(request: Request): Promise<Response>
  close?(): Promise<void>
}

export type MountEndpoint = (setup: EndpointSetup) => Promise<MountedEndpoint>

export interface EndpointUnderTest {
  readonly url: string
  readonly origin: string
  readonly setup: EndpointSetup
  /** What `onError` heard. */
  readonly errors: unknown[]
  /** Moves the endpoint's clock, in milliseconds. */
  advance(ms: number): void
  /** Sends a request of the signed-in user `alice`; `cookie: ''` sends none. */
  send(init?: RequestInit & { cookie?: string; duplex?: 'half' }): Promise<Response>
}

export const allowedOrigin = 'https://shop.example'

/** Mounts an endpoint with known tokens and a still clock, and lets `run` loose on it. */
export async function withEndpoint(
  mount: MountEndpoint,
  run: (endpoint: EndpointUnderTest) => Promise<void>,
): Promise<void> {
  let now = 1_700_000_000_000
  const errors: unknown[] = []
  const setup: EndpointSetup = {
    tokens: createContractTokens(now),
    user: (cookie) => cookie?.replace('user=', ''),
    allowedOrigins: [allowedOrigin],
    onError: (error) => errors.push(error),
    now: () => now,
  }
  // Read at each request, so that a case may change its mind after mounting.
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
      send: ({ cookie = 'user=alice', ...init } = {}) => {
        const request = new Request(mounted.url, init)
        if (cookie !== '') request.headers.set('cookie', cookie)
        return mounted.send(request)
      },
    })
  } finally {
    await mounted.close?.()
  }
}
