import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createCoveoClient } from './coveo-client.ts'

const apiKey = 'xx00000000-1111-4222-8333-444444444444'

describe('createCoveoClient', () => {
  it('mints a search token and measures its life by the Date header', async () => {
    const exp = Date.parse('Tue, 04 Aug 2026 11:00:00 GMT') / 1_000
    const payload = btoa(JSON.stringify({ exp, iat: exp - 3_600, organization: 'acme' })).replaceAll('=', '')
    const requests: Request[] = []
    const coveo = createCoveoClient({
      organizationId: 'acme',
      apiKey,
      now: () => 0,
      fetch: async (input, init) => {
        requests.push(new Request(input, init))
        return Response.json(
          { token: `eyJhbGciOiJIUzI1NiJ9.${payload}.c2ln` },
          { headers: { date: 'Tue, 04 Aug 2026 10:00:00 GMT' } },
        )
      },
    })
    const minted = await coveo.createSearchToken({
      userIds: [{ name: 'asmith@example.com', provider: 'Email Security Provider' }],
      validFor: 3_600_000,
    })
    expect(minted).toMatchObject({ remainingMs: 3_599_000, lifeMs: 3_600_000 })
    expect(requests[0]?.url).toBe('https://platform.cloud.coveo.com/rest/search/v2/token?organizationId=acme')
    expect(requests[0]?.headers.get('authorization')).toBe(`Bearer ${apiKey}`)
    expect(requests[0]?.redirect).toBe('manual')
  })

  it('keeps the API key out of JSON and inspection', () => {
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey })
    expect(`${JSON.stringify(coveo)} ${inspect(coveo, { depth: 10, showHidden: true })}`).not.toContain('444444444444')
  })
})
