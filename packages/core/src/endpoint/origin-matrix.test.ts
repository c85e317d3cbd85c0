import { describe, expect, it } from 'vitest'
import { createContractTokens } from '../testing/contract-tokens.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

const own = 'http://127.0.0.1:3000'
const allowed = 'https://shop.example'
/** Origins that are the endpoint's own by comparison. */
const equal = [undefined, own, 'HTTP://127.0.0.1:3000', `${own}/x`]
/** Other web origins: accepted only where the browser itself calls page and endpoint one origin. */
const foreign = [
  'https://127.0.0.1:3000',
  'http://localhost:3000',
  'http://127.0.0.1:3001',
  'https://evil.example',
  `${allowed}.evil.example`,
  'HTTPS://SHOP.EXAMPLE',
  `${allowed}:443`,
  `${own}@evil.example`,
  `http://evil.example#${own}`,
  `http://evil.example?${own}`,
]
/** Never accepted. */
const malformed = [
  '',
  'null',
  'file://',
  'ftp://127.0.0.1:3000',
  'ws://127.0.0.1:3000',
  `${allowed}%00`,
  `${allowed}, x`,
]
const ownSites = [undefined, 'none']
const otherSites = ['same-site', 'cross-site', 'SAME-ORIGIN', '', 'same-origin, cross-site', 'bogus']
const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'get', 'QUERY']

function isAllowed(origin: string | undefined, site: string | undefined): boolean {
  if (origin === allowed) return true
  if (site === 'same-origin') return [...equal, ...foreign].includes(origin)
  return ownSites.includes(site) && equal.includes(origin)
}

function statusFor(method: string, isAccepted: boolean): number {
  if (!['GET', 'HEAD', 'POST', 'OPTIONS'].includes(method)) return 405
  if (!isAccepted) return 403
  return method === 'OPTIONS' ? 204 : 200
}

describe('createTokenEndpoint', () => {
  it('accepts exactly these combinations of method, Origin and Sec-Fetch-Site', async () => {
    const endpoint = createTokenEndpoint({
      tokens: createContractTokens(() => 0),
      user: () => 'alice',
      allowedOrigins: [allowed],
      onError: () => {},
    })
    const unexpected: unknown[] = []
    let responses = 0
    for (const origin of [allowed, ...equal, ...foreign, ...malformed]) {
      for (const site of ['same-origin', ...ownSites, ...otherSites]) {
        for (const method of methods) {
          const sent: Record<string, string | undefined> = {
            origin,
            'sec-fetch-site': site,
            'content-type': 'application/json',
          }
          const request = {
            method,
            path: '',
            origin: own,
            header: (name: string) => sent[name],
            query: () => [],
            body: () => ({ rejected: 'mPq1c0tJx2yR8a7V' }),
          }
          const { status, headers, body } = await endpoint.handle(request, undefined)
          responses += 1
          const expected = statusFor(method, isAllowed(origin, site))
          const hasToken = body.includes('"token":')
          const echoed = headers['Access-Control-Allow-Origin']
          if (
            status !== expected ||
            hasToken !== (status === 200 && method !== 'HEAD') ||
            echoed !== (origin === allowed ? allowed : undefined) ||
            headers['Cache-Control'] !== 'private, no-store'
          ) {
            unexpected.push({ origin, site, method, status, expected, echoed })
          }
        }
      }
    }
    expect(unexpected).toEqual([])
    expect(responses).toBe(22 * 9 * 10)
  })
})
