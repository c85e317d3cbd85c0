import { createCoveoClient, createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'

/** Sends a request to the app under test. */
export type Send = (request: Request) => Promise<Response>

export interface AppUnderTest {
  readonly send: Send
  /** Moves the issuer's clock. */
  readonly pass: (ms: number) => void
  /** Resolves when the work that was left to `waitUntil` has ended. */
  readonly background: () => Promise<number>
}

export const runtimeCheckNames = ['401', '200', 'report', 'background renewal'] as const

const url = 'https://app.example/api/coveo-token'
const signedIn = { 'x-user': 'asmith@example.com' }

/** Creates an app with a Coveo of its own: it needs no network. */
export function createApp(): AppUnderTest {
  let aheadMs = 0
  let minted = 0
  const work: Promise<unknown>[] = []
  const tokens = createTokenIssuer<string>({
    coveo: createCoveoClient({
      organizationId: 'acme',
      apiKey: 'xx590a182c-5045-4914-a00b-1f4099581b3e',
      fetch: async () => {
        const claims = btoa(JSON.stringify({ exp: Math.floor(Date.now() / 1_000) + 3_600, number: ++minted }))
        return Response.json({ token: `e30.${claims.replaceAll('=', '')}.signature` })
      },
    }),
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
    now: () => Date.now() + aheadMs,
  })
  const send = createFetchHandler({
    tokens,
    user: (request) => request.headers.get('x-user'),
    waitUntil: (promise) => void work.push(promise),
  })
  return {
    send: (request) => send(request),
    pass(ms) {
      aheadMs += ms
    },
    async background() {
      await Promise.all(work)
      return work.length
    },
  }
}

/** Runs all checks. Resolves with `yes`, or the reason, for each of them. */
export async function runtimeChecks({ send, pass, background }: AppUnderTest): Promise<string[]> {
  const issue = async () => {
    const response = await send(new Request(url, { headers: signedIn }))
    return { status: response.status, ...((await response.json()) as { fingerprint: string }) }
  }
  const unknown = await send(new Request(url))
  const first = await issue()
  const headers = { ...signedIn, 'content-type': 'application/json' }
  const body = JSON.stringify({ rejected: first.fingerprint })
  const second = await (await send(new Request(url, { method: 'POST', headers, body }))).json()
  // Due, and not yet short.
  pass(55 * 60_000)
  const due = await issue()
  const works = await background()
  const renewed = await issue()
  return [
    verdict(unknown.status === 401, `status ${unknown.status}`),
    verdict(first.status === 200, `status ${first.status}`),
    verdict((second as { fingerprint?: string }).fingerprint !== first.fingerprint, 'the same token again'),
    verdict(works > 0 && renewed.fingerprint !== due.fingerprint, 'no new token'),
  ]
}

function verdict(passed: boolean, reason: string): string {
  return passed ? 'yes' : reason
}
