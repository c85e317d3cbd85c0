import { describe, expect, it } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createTokenEndpoint, type EndpointRequest } from './token-endpoint.ts'

function crowdedEndpoint() {
  const { tokens, coveo, clock } = issuerUnderTest()
  const endpoint = createTokenEndpoint({ tokens, user: (name: string) => `${name}@example.com`, now: clock.now })
  async function get(user: string) {
    const answer = await endpoint.handle(request({ method: 'GET' }), user)
    return { ...answer, json: JSON.parse(answer.body) }
  }
  async function report(user: string, rejected: string) {
    return endpoint.handle(request({ method: 'POST', body: () => ({ rejected }) }), user)
  }
  return { get, report, coveo, clock }
}

function request(part: Partial<EndpointRequest>): EndpointRequest {
  return {
    method: 'GET',
    origin: 'https://app.example',
    header: (name) => (name === 'content-type' ? 'application/json' : undefined),
    body: () => undefined,
    ...part,
  }
}

function times<Result>(count: number, make: (at: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => make(at)))
}

describe('createTokenEndpoint under a crowd', () => {
  it('mints once for 5 000 callers of one user', async () => {
    const { get, coveo } = crowdedEndpoint()
    const answers = await times(5_000, () => get('alice'))
    expect(coveo.mints).toHaveLength(1)
    expect(new Set(answers.map(({ json }) => json.token)).size).toBe(1)
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })

  it('mints 5 000 tokens for 5 000 users, each for its own', async () => {
    const { get, coveo } = crowdedEndpoint()
    const answers = await times(10_000, (at) => get(`user${at % 5_000}`))
    expect(coveo.mints).toHaveLength(5_000)
    answers.forEach(({ json }, at) => {
      const mint = coveo.mints.find(({ number }) => json.token === `search-token-${number}`)
      expect(mint?.grant).toMatchObject({ userIds: [{ name: `user${at % 5_000}@example.com` }] })
    })
  }, 30_000)

  it('mints nothing for thousands of reports of tokens that were never issued', async () => {
    const { get, report, coveo } = crowdedEndpoint()
    await get('alice')
    const forged = (at: number) => at.toString(36).padStart(16, 'A')
    const answers = await times(3_000, (at) => report('alice', forged(at)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(coveo.mints).toHaveLength(1)
  })

  it('mints once for thousands of reports of one token', async () => {
    const { get, report, coveo } = crowdedEndpoint()
    const { fingerprint } = (await get('alice')).json
    const answers = await times(3_000, () => report('alice', fingerprint))
    expect(coveo.mints).toHaveLength(2)
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })

  it('bounds what one user can cause by reporting every token they get, and nobody else is touched', async () => {
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

  it("drops nobody's token for the report of another user", async () => {
    const { get, report, coveo } = crowdedEndpoint()
    const { fingerprint } = (await get('alice')).json
    await get('mallory')
    await Promise.all(Array.from({ length: 100 }, () => report('mallory', fingerprint)))
    expect((await get('alice')).json.fingerprint).toBe(fingerprint)
    expect(coveo.mints).toHaveLength(2)
  })
})
