import * as commerce3 from '@coveo/headless/ssr-commerce'
import * as next3 from '@coveo/headless/ssr-commerce-next'
import { createTokenSource, placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import * as commerce4 from 'headless4/ssr-commerce'
import * as next4 from 'headless4/ssr-commerce-next'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import { fetchUserState } from '../headless-ssr/fetch-user-state.ts'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { type AnyEngine, engineConfiguration } from './any-engine.ts'
import { emptyResults } from './fake-world.test.support.ts'
import { useHydratedState } from './use-hydrated-state.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

interface Live {
  engine: AnyEngine
  controllers: { searchBox: { updateText(text: string): void; submit(): void } }
}

interface Definition {
  setNavigatorContextProvider?(provider: () => object): void
  fetchStaticState(options: object): Promise<object>
  hydrateStaticState(options: object): Promise<Live>
}

type CommerceModule = Pick<typeof commerce3, 'defineCommerceEngine' | 'defineSearchBox'>

const modules: [string, CommerceModule][] = [
  ['ssr-commerce of 3.50.1', commerce3],
  ['ssr-commerce-next of 3.50.1', next3 as never],
  ['ssr-commerce of 4.0.0', commerce4 as never],
  ['ssr-commerce-next of 4.0.0', next4 as never],
]

const context = { language: 'en', country: 'US', currency: 'USD', view: { url: 'https://shop.test/' } } as const
const navigatorContext = { clientId: 'c', userAgent: '', location: 'https://shop.test/', referrer: null }
const request = { navigatorContext, context, searchParams: { q: 'x', query: 'x' }, cart: { items: [] } }

let endpoint: UserEndpoint
let source: TokenSource
let sent: string[]
let rejects: (token: string) => boolean

async function coveo(input: string | URL | Request, init?: RequestInit) {
  const headers = new Headers(input instanceof Request ? input.headers : init?.headers)
  const token = (headers.get('authorization') ?? '').replace('Bearer ', '')
  sent.push(token)
  if (rejects(token)) return Response.json({ statusCode: 401, message: 'no', type: 'InvalidToken' }, { status: 401 })
  return Response.json(emptyResults)
}

const seen: (Live | undefined)[] = []

interface ShopProps {
  state: object | undefined
  define: (access: SearchAccess) => Definition
}

function Shop({ state, define }: ShopProps) {
  const hydration = useHydratedState({ state, define, hydrate })
  seen.push(hydration.phase === 'live' ? hydration.live : undefined)
  return <p>{hydration.phase}</p>
}

function hydrate(definition: Definition, rendered: { buildConfig?: object }) {
  return definition.hydrateStaticState({ ...rendered, ...request, ...rendered.buildConfig })
}

describe.each(modules)('useHydratedState with %s', (_name, api) => {
  function define(access: SearchAccess): Definition {
    const { searchEngineDefinition } = api.defineCommerceEngine({
      configuration: { ...access, analytics: { enabled: false, trackingId: 'shop' }, context },
      controllers: { searchBox: api.defineSearchBox() },
      loggerOptions: { level: 'silent' },
    })
    const definition = searchEngineDefinition as unknown as Definition
    definition.setNavigatorContextProvider?.(() => navigatorContext)
    return definition
  }

  async function hydrated() {
    const initialToken = endpoint.response()
    source = createTokenSource({ endpoint: '/api/coveo-token', initialToken, fetch: endpoint.fetch })
    const fetchState = (definition: Definition) => definition.fetchStaticState(request)
    const [state] = await Promise.all([
      fetchUserState({ token: initialToken, define, fetchState }),
      vi.advanceTimersByTimeAsync(100),
    ])
    render(
      <CoveoTokenProvider source={source}>
        <Shop state={state} define={define} />
      </CoveoTokenProvider>,
    )
    await act(() => vi.advanceTimersByTimeAsync(100))
    return seen.at(-1)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubGlobal('fetch', coveo)
    endpoint = createUserEndpoint()
    sent = []
    seen.length = 0
    rejects = () => false
  })
  afterEach(() => {
    cleanup()
    source.dispose()
    vi.useRealTimers()
  })

  it('takes over the page without another search, keeps the token current, and empties the engine at sign-out', async () => {
    const live = await hydrated()
    expect(document.body.textContent).toBe('live')
    expect(sent).toHaveLength(1)
    await act(() => source.renew())
    expect(live && engineConfiguration(live.engine).accessToken).toBe(source.getSnapshot().token)
    act(() => source.signOut())
    expect(document.body.textContent).toBe('gone')
    expect(live && engineConfiguration(live.engine).accessToken).toBe(placeholderToken)
  })

  it('reports a token that Coveo rejects after the hydration, and searches with the next one', async () => {
    const live = await hydrated()
    const rejected = source.getSnapshot().token
    rejects = (token) => token === rejected
    sent = []
    act(() => {
      live?.controllers.searchBox.updateText('again')
      live?.controllers.searchBox.submit()
    })
    await act(() => vi.advanceTimersByTimeAsync(5_000))
    expect(endpoint.reports).toEqual(['f1'])
    expect([...new Set(sent)]).toEqual([rejected, source.getSnapshot().token])
  })
})
