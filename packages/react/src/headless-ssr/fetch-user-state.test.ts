// @vitest-environment node
import { placeholderToken, TokenError } from '@coveo-token/core/browser'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fetchUserState } from './fetch-user-state.ts'
import type { SearchAccess } from './search-access.ts'
import { apis, type Define, type SearchState, startTwoUsers, type User, users } from './two-users.test.support.ts'

interface UserToken {
  token: string
  organizationId: string
}

let world: Awaited<ReturnType<typeof startTwoUsers>>
let titlesOf: Record<User, string[]>

beforeAll(async () => {
  world = await startTwoUsers()
  const [alice, bob] = await Promise.all(users.map((user) => world.titlesOf(user)))
  titlesOf = { 'asmith@example.com': alice ?? [], 'bjones@example.com': bob ?? [] }
})
afterAll(() => world.coveo.stop())
// As on a server; in development, Redux Toolkit compares the whole state after every action and warns of its own slowness.
beforeEach(() => void vi.stubEnv('NODE_ENV', 'production'))

function titles(state: SearchState | undefined) {
  return state?.controllers.results.state.results.map(({ title }) => title)
}

function optionsFor(define: Define, token: UserToken) {
  return {
    token,
    define: (access: SearchAccess) => define({ ...access, proxyBaseUrl: world.proxyBaseUrl }),
    fetchState: (definition: ReturnType<Define>) => definition.fetchStaticState(),
  }
}

function access({ token, organizationId }: UserToken): SearchAccess {
  return { accessToken: token, organizationId }
}

/** Two hundred requests of the two users in turn, twenty at a time. */
async function serve(render: (user: User) => Promise<SearchState | undefined>) {
  const requests = Array.from({ length: 200 }, (_, index) => users[index % 2] ?? users[0])
  const pages: { user: User; state: SearchState | undefined }[] = []
  for (let start = 0; start < requests.length; start += 20) {
    const batch = requests.slice(start, start + 20)
    pages.push(...(await Promise.all(batch.map(async (user) => ({ user, state: await render(user) })))))
  }
  return pages
}

describe.each(apis)('fetchUserState with %s', (_name, define) => {
  const options = (token: UserToken) => optionsFor(define, token)

  it('returns the results of its own user, without a token, to each of two hundred interleaved requests', {
    timeout: 240_000,
  }, async () => {
    expect(titlesOf['asmith@example.com']).not.toEqual(titlesOf['bjones@example.com'])
    const signatures: string[] = []
    const pages = await serve(async (user) => {
      const token = await world.tokenOf(user)
      signatures.push(token.token.split('.')[2] ?? '')
      return fetchUserState(options(token))
    })
    expect(pages.filter(({ user, state }) => `${titles(state)}` !== `${titlesOf[user]}`)).toEqual([])
    const html = JSON.stringify(pages)
    expect(signatures).toHaveLength(200)
    expect(signatures.filter((signature) => html.includes(signature))).toEqual([])
    expect(html.match(/"accessToken":"[^"]*"/g)?.filter((pair) => !pair.includes(placeholderToken))).toEqual([])
  })

  it('returns no state without a token and when Coveo rejects the token', async () => {
    const token = await world.tokenOf('bjones@example.com')
    expect(await fetchUserState({ ...options(token), token: undefined })).toBe(undefined)
    world.coveo.revoke(token.token)
    expect(await fetchUserState(options(token))).toBe(undefined)
  })

  it('searches once more with the token of `renewToken` when Coveo rejects the first', async () => {
    const user = 'bjones@example.com'
    const [first, second] = [await world.tokenOf(user), await world.tokenOf(user)]
    world.coveo.revoke(first.token)
    const renewToken = vi.fn(async (_rejected: string) => second)
    const state = await fetchUserState({ ...options(first), renewToken })
    expect(titles(state)).toEqual(titlesOf[user])
    expect(renewToken.mock.calls).toEqual([[first.token]])
    expect(JSON.stringify(state)).not.toContain(second.token)
  })

  it('names the subject of the token that searched, and of no other', async () => {
    const user = 'bjones@example.com'
    const [first, second] = [await world.tokenOf(user), await world.tokenOf(user)]
    const named = { ...first, subject: 'first' }
    expect(await fetchUserState(options(named))).toMatchObject({ coveoTokenSubject: 'first' })
    expect(await fetchUserState(options(second))).not.toHaveProperty('coveoTokenSubject')
    world.coveo.revoke(first.token)
    const renewedAs = (subject?: string) =>
      fetchUserState({ ...options(named), renewToken: async () => ({ ...second, subject }) })
    expect(await renewedAs('second')).toMatchObject({ coveoTokenSubject: 'second' })
    expect(await renewedAs()).toMatchObject({ coveoTokenSubject: 'first' })
  })

  it('searches at most twice, and not again with the same token', async () => {
    const [first, second] = [await world.tokenOf('bjones@example.com'), await world.tokenOf('bjones@example.com')]
    world.coveo.revoke(first.token)
    world.coveo.revoke(second.token)
    for (const next of [second, first, null, undefined]) {
      const renewToken = vi.fn(async () => next)
      expect(await fetchUserState({ ...options(first), renewToken })).toBe(undefined)
      expect(renewToken).toHaveBeenCalledTimes(1)
    }
  })

  it('returns no state, and logs why, when `renewToken` rejects with a `TokenError`', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const token = await world.tokenOf('bjones@example.com')
    world.coveo.revoke(token.token)
    const down = new TokenError('coveo-unreachable', 'Coveo cannot be reached.', { remedy: 'Check the network.' })
    const renewWith = (error: Error) => fetchUserState({ ...options(token), renewToken: () => Promise.reject(error) })
    expect(await renewWith(down)).toBe(undefined)
    expect(log.mock.calls).toEqual([[expect.stringContaining('rejected'), down]])
    await expect(renewWith(new Error('a bug'))).rejects.toThrow('a bug')
    log.mockRestore()
  })

  it('throws before an API key gets into the page', async () => {
    const { organizationId, apiKeys, requests } = world.coveo
    const before = requests.length
    const withKey = options({ token: apiKeys.authenticatedSearch, organizationId })
    await expect(fetchUserState(withKey)).rejects.toMatchObject({ name: 'TokenError', code: 'configuration' })
    expect(requests.length).toBe(before)

    const overriding = {
      ...options(await world.tokenOf('asmith@example.com')),
      define: (access: SearchAccess) =>
        define({ ...access, accessToken: apiKeys.anonymousSearch, proxyBaseUrl: world.proxyBaseUrl }),
    }
    const refused = await fetchUserState(overriding).catch((error: Error) => error)
    expect(refused).toMatchObject({ name: 'TokenError', code: 'configuration' })
    expect(JSON.stringify(refused)).not.toContain(apiKeys.anonymousSearch)
  })

  it.each([
    ['undefined, such as the `searchEngineDefinition` of another version of Headless', undefined],
    ['several definitions', { searchEngineDefinition: {}, standaloneEngineDefinition: {} }],
    ['a promise', Promise.resolve({})],
  ])('names `define` when it returns %s', async (_what, returned) => {
    const wrong = { ...options(await world.tokenOf('asmith@example.com')), define: () => returned as never }
    await expect(fetchUserState(wrong)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('`define`'),
      remedy: expect.stringContaining('searchEngineDefinition'),
    })
  })

  it('throws when a definition was used for another request', async () => {
    const first = options(await world.tokenOf('asmith@example.com'))
    const shared = first.define(access(first.token))
    await fetchUserState({ ...first, define: () => shared })
    const second = { ...options(await world.tokenOf('bjones@example.com')), define: () => shared }
    await expect(fetchUserState(second)).rejects.toMatchObject({ code: 'configuration' })
  })
})

const withSetter = apis.filter(([name]) => name.endsWith('3.50.1'))

describe.each(withSetter)('fetchUserState beside setAccessToken() with %s', (_name, define) => {
  it('separates the users whom one definition for both mixes up', async () => {
    const [alice, bob] = [await world.tokenOf('asmith@example.com'), await world.tokenOf('bjones@example.com')]
    const shared = define({ ...access(alice), proxyBaseUrl: world.proxyBaseUrl })
    const page = async ({ token }: { token: string }) => {
      shared.setAccessToken?.(token)
      // A page does something between the two, such as reading its search parameters.
      await Promise.resolve()
      return titles(await shared.fetchStaticState())
    }
    const mixed = await Promise.all([page(alice), page(bob)])
    expect(mixed).toEqual([titlesOf['bjones@example.com'], titlesOf['bjones@example.com']])
    const apart = await Promise.all([alice, bob].map((token) => fetchUserState(optionsFor(define, token)).then(titles)))
    expect(apart).toEqual([titlesOf['asmith@example.com'], titlesOf['bjones@example.com']])
  })
})
