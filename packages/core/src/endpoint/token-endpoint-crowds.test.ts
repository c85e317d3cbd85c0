import { describe, expect, it } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import type { EndpointRequest } from './endpoint-exchange.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

function crowdedEndpoint() {
  const { tokens, coveo, clock } = issuerUnderTest()
  const endpoint = createTokenEndpoint({ tokens, user: (name: string) => `${name}@example.com` })
  async function get(user: string) {
    const response = await endpoint.handle(request({ method: 'GET' }), user)
    return { ...response, json: JSON.parse(response.body) }
  }
  async function report(user: string, rejected: string) {
    return endpoint.handle(request({ method: 'POST', body: () => ({ rejected }) }), user)
  }
  return { get, report, coveo, clock }
}

function request(part: Partial<EndpointRequest>): EndpointRequest {
  return {
    method: 'GET',
    path: '',
    origin: 'https://app.example',
    header: (name) => (name === 'content-type' ? 'application/json' : undefined),
    query: () => [],
    body: () => undefined,
    ...part,
  }
}

function times<Result>(count: number, make: (at: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => make(at)))
}

describe('createTokenEndpoint under load', () => {
  it('mints once for 5 000 requests of one user', async () => {
    const { get, coveo } = crowdedEndpoint()
    const responses = await times(5_000, () => get('alice'))
    expect(coveo.mints).toHaveLength(1)
    expect(new Set(responses.map(({ json }) => json.token)).size).toBe(1)
    expect(responses.every(({ status }) => status === 200)).toBe(true)
  })

  it('mints one token for each of 5 000 users', async () => {
    const { get, coveo } = crowdedEndpoint()
    const responses = await times(10_000, (at) => get(`user${at % 5_000}`))
    expect(coveo.mints).toHaveLength(5_000)
    const mints = new Map(coveo.mints.map((mint) => [`search-token-${mint.number}`, mint]))
    responses.forEach(({ json }, at) => {
      expect(mints.get(json.token)?.grant).toMatchObject({ userIds: [{ name: `user${at % 5_000}@example.com` }] })
    })
  })

  it('does not mint for thousands of reports of tokens that were never issued', async () => {
    const { get, report, coveo } = crowdedEndpoint()
    await get('alice')
    const forged = (at: number) => at.toString(36).padStart(16, 'A')
    const responses = await times(3_000, (at) => report('alice', forged(at)))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(coveo.mints).toHaveLength(1)
  })

  it('mints once for thousands of reports of one token', async () => {
    const { get, report, coveo } = crowdedEndpoint()
    const { fingerprint } = (await get('alice')).json
    const responses = await times(3_000, () => report('alice', fingerprint))
    expect(coveo.mints).toHaveLength(2)
    expect(responses.every(({ status }) => status === 200)).toBe(true)
  })

  it('limits the mints that one user causes by reporting every token, without effect on other users', async () => {
    const { get, report, coveo, clock } = crowdedEndpoint()
    const statuses: number[] = []
    for (let at = 0; at < 200; at += 1) {
      const { fingerprint } = (await get('mallory')).json
      const { status, headers } = await report('mallory', fingerprint)
      statuses.push(status)
      if (status === 429) expect(headers['Retry-After']).toBe('60')
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(coveo.mints).toHaveLength(6)

    const { fingerprint } = (await get('alice')).json
    expect((await report('alice', fingerprint)).status).toBe(200)

    await clock.advance(60_000)
    expect((await report('mallory', (await get('mallory')).json.fingerprint)).status).toBe(200)
  })

  it("keeps a user's token when another user reports it", async () => {
    const { get, report, coveo } = crowdedEndpoint()
    const { fingerprint } = (await get('alice')).json
    await get('mallory')
    await Promise.all(Array.from({ length: 100 }, () => report('mallory', fingerprint)))
    expect((await get('alice')).json.fingerprint).toBe(fingerprint)
    expect(coveo.mints).toHaveLength(2)
  })
})
