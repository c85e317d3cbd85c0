import { describe, expect, it, vi } from 'vitest'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { anonymousIdentity, emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'
import { createUserSearch } from './user-search.ts'

const alice = 'asmith@example.com'
const found = {
  results: [{ title: 'VPN', uri: 'u', clickUri: 'c', excerpt: 'e', uniqueId: 'i', raw: { source: 'Wiki' } }],
  totalCount: 1,
  searchUid: 'uid',
}

/** A search whose responses these statuses have, one after another; the last one repeats. */
function setUp(...statuses: number[]) {
  const coveo = createFakeCoveo()
  const tokens = createTokenIssuer({
    coveo,
    variants: ['support', 'community'],
    grant: (email: string, variant) => searchGrant({ userIds: [emailIdentity(email)], searchHub: variant }),
    guest: () => searchGrant({ userIds: [anonymousIdentity()] }),
  })
  const sent: { url: string; body: unknown; token: string }[] = []
  const fetch = vi.fn(async (url: unknown, init: RequestInit = {}) => {
    const { authorization = '' } = init.headers as Record<string, string>
    sent.push({ url: String(url), body: JSON.parse(String(init.body)), token: authorization.slice('Bearer '.length) })
    const status = statuses[Math.min(sent.length, statuses.length) - 1] ?? 200
    return Response.json(status === 200 ? found : { message: `no ${authorization}` }, { status })
  })
  return { coveo, tokens, sent, ...createUserSearch({ tokens, fetch, searchBaseUrl: 'https://search.test/' }) }
}

describe('createUserSearch', () => {
  it('searches with the token of its user, variant or guest', async () => {
    const { search, sent } = setUp()
    const { results, totalCount } = await search<{ source: string }>(alice, { q: 'vpn', numberOfResults: 5 })
    expect([results[0]?.raw.source, totalCount]).toEqual(['Wiki', 1])
    await search(alice, { q: '' }, { variant: 'community' })
    await search(null, { q: '' })
    expect(sent.map(({ token }) => token)).toEqual(['search-token-1', 'search-token-2', 'search-token-3'])
    expect(sent[0]).toMatchObject({
      url: 'https://search.test/rest/search/v2?organizationId=fake',
      body: { q: 'vpn', numberOfResults: 5 },
    })
  })

  it('rejects a query that is not JSON with a TypeError, and sends nothing', async () => {
    const { search, sent } = setUp()
    const circular: { q: string; self?: unknown } = { q: 'vpn' }
    circular.self = circular
    for (const query of [{ q: 'vpn', numberOfResults: 5n }, circular]) {
      await expect(search(alice, query as never)).rejects.toThrow(TypeError)
    }
    expect(sent).toEqual([])
  })

  it('rejects at once where Coveo requires a pause of more than two seconds', async () => {
    const { tokens } = setUp()
    const fetch = vi.fn(async () => Response.json({}, { status: 429, headers: { 'retry-after': '3' } }))
    const { search } = createUserSearch({ tokens, fetch, searchBaseUrl: 'https://search.test' })
    await expect(search(alice, { q: 'vpn' })).rejects.toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 3_000 })
    expect(fetch).toHaveBeenCalledOnce()
  })

  it('requests passages with a locale and a timezone, which Coveo requires', async () => {
    const { tokens } = setUp()
    const item = { text: 'Open the client.', relevanceScore: 0.8, document: { title: 'VPN' } }
    const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) => Response.json({ items: [item], responseId: 'r' }))
    const { passages } = createUserSearch({ tokens, fetch, searchBaseUrl: 'https://search.test' })
    expect((await passages(alice, { query: 'vpn', maxPassages: 2 })).items).toEqual([item])
    const [url, init] = fetch.mock.lastCall ?? []
    expect(url).toBe('https://search.test/rest/search/v3/passages/retrieve?organizationId=fake')
    expect(JSON.parse(String(init?.body))).toEqual({
      query: 'vpn',
      maxPassages: 2,
      localization: { locale: 'en-US', timezone: 'UTC' },
    })
  })

  it.each([401, 419])('reports and replaces a token that Coveo rejects with %i, under its variant', async (status) => {
    const { coveo, tokens, search, sent } = setUp(status, 200)
    const other = await tokens.issue(alice)
    expect((await search(alice, { q: 'vpn' }, { variant: 'community' })).totalCount).toBe(1)
    expect(sent.map(({ token }) => token)).toEqual(['search-token-2', 'search-token-3'])
    expect(tokens.peek(alice)?.token).toBe(other.token)
    expect(coveo.mints).toHaveLength(3)
  })

  it('gives up after a second rejection, and shows no token', async () => {
    const { coveo, search, sent } = setUp(401)
    const error = await search(alice, { q: 'vpn' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'coveo-refused', status: 401, remedy: expect.stringMatching(/grant/) })
    expect([sent.length, coveo.mints.length]).toEqual([2, 2])
    expect(JSON.stringify([error, (error as Error).cause, String(error)])).not.toContain('search-token')
  })

  it.each([400, 403])('rejects after a refusal with %i, without another mint', async (status) => {
    const { coveo, search, sent } = setUp(status)
    const remedy = expect.stringMatching(
      status === 400 ? /^Correct the query: / : /^Check what the grant of this user /,
    )
    await expect(search(alice, { q: 'vpn' })).rejects.toMatchObject({ code: 'coveo-refused', status, remedy })
    expect([sent.length, coveo.mints.length]).toEqual([1, 1])
  })

  it('aborts by the signal of its caller', async () => {
    const { search, sent } = setUp()
    const signal = AbortSignal.abort()
    await expect(search(alice, { q: 'vpn' }, { signal })).rejects.toMatchObject({ code: 'aborted' })
    expect(sent).toEqual([])
  })

  it('rejects with the reason where the base URL is unknown', async () => {
    const { tokens } = setUp()
    await expect(createUserSearch({ tokens }).search(alice, { q: '' })).rejects.toMatchObject({
      code: 'configuration',
      message: 'The base URL of the Search API is unknown.',
      remedy: 'Pass `searchBaseUrl` to createUserSearch: the Coveo client of its issuer has none.',
    })
  })

  it('throws for wrong options', () => {
    const { tokens } = setUp()
    expect(() => createUserSearch({} as never)).toThrow('`tokens` must be a token issuer')
    expect(() => createUserSearch({ tokens, timeoutMs: 0 })).toThrow('`timeoutMs` must be a whole number')
    for (const searchBaseUrl of ['', 'search.test', 'ftp://search.test', 'https://u:p@search.test']) {
      expect(() => createUserSearch({ tokens, searchBaseUrl })).toThrow('`searchBaseUrl` must be an absolute http')
    }
  })
})
