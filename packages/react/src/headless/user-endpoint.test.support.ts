import type { TokenResponse } from '@coveo-token/core/browser'

export interface UserEndpoint {
  /** Who is signed in. */
  user: string
  /** Its responses wait for this. */
  respondsAt: Promise<unknown> | undefined
  /** How many tokens it has made. */
  minted: number
  /** A new token of that user. */
  response(): TokenResponse
  /** Fingerprints of the tokens that were reported as rejected. */
  reports: string[]
  fetch(url: string, init?: RequestInit): Promise<Response>
}

/** A token endpoint whose user changes when the test says so. */
export function createUserEndpoint(): UserEndpoint {
  const endpoint: UserEndpoint = {
    user: 'alice',
    respondsAt: undefined,
    minted: 0,
    reports: [],
    response() {
      const minted = ++endpoint.minted
      const claims = { userIds: [{ name: endpoint.user }], exp: Math.floor(Date.now() / 1000) + 3480, jti: minted }
      const token = `${btoa('{}')}.${btoa(JSON.stringify(claims))}.sig`.replaceAll('=', '')
      const rest = {
        kind: 'search',
        organizationId: 'acme',
        fingerprint: `f${minted}`,
        subject: endpoint.user,
      } as const
      return { token, expiresIn: 3480, refreshIn: 2710, ...rest }
    },
    async fetch(_url, init) {
      await endpoint.respondsAt
      if (init?.body) endpoint.reports.push(JSON.parse(String(init.body)).rejected)
      return Response.json(endpoint.response())
    },
  }
  return endpoint
}
