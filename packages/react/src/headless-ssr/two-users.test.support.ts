import type { SearchBox, SearchEngine } from '@coveo/headless'
import * as ssr3 from '@coveo/headless/ssr'
import * as next3 from '@coveo/headless/ssr-next'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import * as ssr4 from 'headless4/ssr'
import * as next4 from 'headless4/ssr-next'
import type { SearchAccess } from './search-access.ts'

/** The part of a static state that these tests read. */
export interface SearchState {
  controllers: { results: { state: { results: { title: string }[] } } }
}

/** A definition of any of Headless's four server-side APIs. */
export interface SearchDefinition {
  fetchStaticState(): Promise<SearchState>
  hydrateStaticState(state: SearchState): Promise<{ engine: SearchEngine; controllers: { searchBox: SearchBox } }>
  setAccessToken?(token: string): void
}

export type Define = (access: SearchAccess & { proxyBaseUrl: string }) => SearchDefinition

/** `defineSearchEngine` of each, behind one signature. */
export const apis: [name: string, define: Define][] = [
  ['ssr of 3.50.1', (access) => withNavigator(ssr3.defineSearchEngine(options(ssr3, access)))],
  ['ssr-next of 3.50.1', (access) => defineNext(access)],
  ['ssr of 4.0.0', (access) => withNavigator(ssr4.defineSearchEngine(options(ssr4 as never, access) as never))],
  ['ssr-next of 4.0.0', (access) => withNavigator(next4.defineSearchEngine(options(next4 as never, access) as never))],
]

const navigatorContext = {
  referrer: null,
  userAgent: 'test',
  location: null,
  clientId: 'test',
  forwardedFor: '127.0.0.1',
}

function options(
  headless: Pick<typeof ssr3, 'defineResultList' | 'defineSearchBox'>,
  access: SearchAccess & { proxyBaseUrl: string },
) {
  const { proxyBaseUrl, ...rest } = access
  return {
    configuration: { ...rest, analytics: { enabled: false }, search: { proxyBaseUrl } },
    controllers: { results: headless.defineResultList(), searchBox: headless.defineSearchBox() },
    loggerOptions: { level: 'silent' as const },
  }
}

function withNavigator(definition: { setNavigatorContextProvider(provider: () => typeof navigatorContext): void }) {
  definition.setNavigatorContextProvider(() => navigatorContext)
  return definition as unknown as SearchDefinition
}

function defineNext(access: SearchAccess & { proxyBaseUrl: string }) {
  const { searchEngineDefinition } = next3.defineSearchEngine(options(next3 as never, access) as never)
  const { fetchStaticState, hydrateStaticState, setAccessToken } = searchEngineDefinition
  return {
    fetchStaticState: () => fetchStaticState({ navigatorContext }),
    hydrateStaticState: (state: object) => hydrateStaticState({ navigatorContext, ...state } as never),
    setAccessToken,
  } as unknown as SearchDefinition
}

export const users = ['asmith@example.com', 'bjones@example.com'] as const
export type User = (typeof users)[number]

/** An emulator, and tokens of two users who find different documents in it. */
export async function startTwoUsers() {
  const coveo: Emulator = await startEmulator({ port: 0 })

  async function post(path: string, bearer: string, body: object) {
    const response = await fetch(`${coveo.url}/rest/search/v2${path}?organizationId=${coveo.organizationId}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return response.json()
  }

  return {
    coveo,
    proxyBaseUrl: `${coveo.url}/rest/search/v2`,
    async tokenOf(user: User) {
      const userIds = [{ name: user, provider: 'Email Security Provider', type: 'User' }]
      const { token } = await post('/token', coveo.apiKeys.authenticatedSearch, { userIds })
      return { token: String(token), organizationId: coveo.organizationId }
    },
    /** The results of a plain search with that user's token. */
    async titlesOf(user: User): Promise<string[]> {
      const { token } = await this.tokenOf(user)
      const { results } = await post('', token, {})
      return results.map(({ title }: { title: string }) => title)
    },
  }
}
