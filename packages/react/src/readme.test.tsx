import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTokenSource, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Results } from '../examples/app/search/results.tsx'
import { defineSearch, type SearchState } from '../examples/app/search/search-definition.ts'
import { defineWithHooks, SearchWithHooks } from '../examples/headless-react.tsx'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { emptyResults } from './headless/fake-world.test.support.ts'
import { createUserEndpoint, type UserEndpoint } from './headless/user-endpoint.test.support.ts'
import { fetchUserState } from './headless-ssr/fetch-user-state.ts'
import type { SearchAccess } from './headless-ssr/search-access.ts'

/** In `from './search-page.tsx'`: a Next or Vite application needs none. */
const relativeExtension = /(?<=from '\.[^']*)\.tsx?(?=')/g
const packageFolder = join(fileURLToPath(import.meta.url), '../..')

let endpoint: UserEndpoint
let source: TokenSource

/** Coveo, with one result that names the user of the token. */
async function coveo(_: unknown, init?: RequestInit) {
  const [, payload = ''] = new Headers(init?.headers).get('authorization')?.split('.') ?? []
  const { name } = JSON.parse(atob(payload)).userIds[0]
  return Response.json({ ...emptyResults, results: [{ title: `secret of ${name}`, uniqueId: 'a', uri: 'a', raw: {} }] })
}

function page(state: SearchState | undefined) {
  return (
    <CoveoTokenProvider source={source}>
      <Results state={state} />
    </CoveoTokenProvider>
  )
}

async function settle() {
  await act(() => vi.advanceTimersByTimeAsync(100))
}

describe('README and guides', () => {
  it('show the examples as they are, without the extensions that only this repository needs', () => {
    const guides = ['headless', 'server-rendering', 'testing'].map((name) => `../../docs/${name}.md`)
    const pages = ['README.md', ...guides].map((name) => readFileSync(join(packageFolder, name), 'utf8'))
    const readme = pages.join('\n').replaceAll(relativeExtension, '')
    const names = readdirSync(join(packageFolder, 'examples'), { recursive: true, encoding: 'utf8' })
    const examples = names.filter((name) => /\.tsx?$/.test(name))
    expect(examples.length).toBeGreaterThan(5)
    for (const name of examples) {
      const example = readFileSync(join(packageFolder, 'examples', name), 'utf8').replaceAll(relativeExtension, '')
      expect(readme).toContain(example.trim())
    }
  })
})

describe('the server-rendered page of the README', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubGlobal('fetch', coveo)
    endpoint = createUserEndpoint()
  })
  afterEach(() => {
    cleanup()
    source.dispose()
    vi.useRealTimers()
  })

  async function renderForAlice() {
    const initialToken = endpoint.response()
    source = createTokenSource({ initialToken, fetch: endpoint.fetch })
    const fetchState = (definition: ReturnType<typeof defineSearch>) => definition.fetchStaticState()
    const [state] = await Promise.all([
      fetchUserState({ token: initialToken, define: defineSearch, fetchState }),
      vi.advanceTimersByTimeAsync(100),
    ])
    return state
  }

  it('shows no results of a user who signed out, and none of them to the next user', async () => {
    const state = await renderForAlice()
    expect(renderToString(page(state))).toContain('secret of alice')
    const { container } = render(page(state))
    await settle()
    expect(container.textContent).toContain('secret of alice')
    act(() => source.signOut())
    expect(container.textContent).toBe('Sign in to search')
    endpoint.user = 'bob'
    await act(() => source.renew())
    await settle()
    expect(container.textContent).not.toContain('alice')
  })

  it('shows nothing of the former user in a page that mounts again with the same state', async () => {
    const state = await renderForAlice()
    const { unmount } = render(page(state))
    await settle()
    unmount()
    endpoint.user = 'bob'
    await source.renew()
    const { container } = render(page(state))
    expect(container.textContent).not.toContain('alice')
    await settle()
    expect(container.textContent).not.toContain('alice')
  })

  it('hydrates a definition of @coveo/headless-react with its hooks', async () => {
    const initialToken = endpoint.response()
    source = createTokenSource({ initialToken, fetch: endpoint.fetch })
    const navigatorContext = { clientId: 'c', userAgent: '', forwardedFor: '127.0.0.1', referrer: null, location: null }
    const define = (access: SearchAccess) => {
      const definition = defineWithHooks(access)
      definition.setNavigatorContextProvider(() => navigatorContext)
      return definition
    }
    const [state] = await Promise.all([
      fetchUserState({ token: initialToken, define, fetchState: (definition) => definition.fetchStaticState() }),
      vi.advanceTimersByTimeAsync(100),
    ])
    const page = (
      <CoveoTokenProvider source={source}>
        <SearchWithHooks state={state} />
      </CoveoTokenProvider>
    )
    expect(renderToString(page)).toContain('1<!-- --> results')
    const { container } = render(page)
    await settle()
    expect(container.textContent).toBe('1 live results')
    act(() => source.signOut())
    expect(container.textContent).toBe('Sign in to search')
  })

  it('shows nothing of the former user after a change of the source', async () => {
    const state = await renderForAlice()
    const { container, rerender } = render(page(state))
    await settle()
    source.dispose()
    endpoint.user = 'bob'
    source = createTokenSource({ fetch: endpoint.fetch })
    rerender(page(state))
    expect(container.textContent).not.toContain('alice')
    await settle()
    expect(container.textContent).not.toContain('alice')
  })
})
