import { buildSearchEngine, getSampleSearchEngineConfiguration } from '@coveo/headless'
import { createTestTokenSource } from '@coveo-token/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createQuickViewStore } from './quick-view-store.ts'

const html = '<!doctype html><p>Reset a password.</p>'

async function load(responses: readonly (() => Promise<Response>)[]) {
  const fetch = vi.fn<typeof globalThis.fetch>()
  for (const respond of responses) fetch.mockImplementationOnce(respond)
  vi.stubGlobal('fetch', fetch)
  const engine = buildSearchEngine({
    configuration: {
      ...getSampleSearchEngineConfiguration(),
      organizationId: 'acme',
      search: { proxyBaseUrl: 'https://search.example/rest' },
    },
    loggerOptions: { level: 'silent' },
  })
  const source = createTestTokenSource({ token: 'first' })
  const reportRejected = vi.spyOn(source, 'reportRejected').mockResolvedValue('second')
  const store = createQuickViewStore({ engine, source, documentId: 'd 1' })
  expect(store.getSnapshot()).toEqual({ content: '', isLoading: true })
  await new Promise<void>((resolve) => store.subscribe(resolve))
  const tokens = fetch.mock.calls.map(([, init]) => new Headers(init?.headers).get('Authorization'))
  return { fetch, reportRejected, tokens, ...store.getSnapshot() }
}

afterEach(() => vi.unstubAllGlobals())

describe('createQuickViewStore', () => {
  it('requests the document with the token of its user', async () => {
    const { fetch, content, isLoading, tokens } = await load([async () => new Response(html)])
    expect({ content, isLoading, tokens }).toEqual({ content: html, isLoading: false, tokens: ['Bearer first'] })
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      'https://search.example/rest/html?organizationId=acme',
      expect.objectContaining({ method: 'POST', body: new URLSearchParams({ uniqueId: 'd 1', q: '' }) }),
    )
  })

  it.each([401, 419])('repeats the request with the next token after a response %i', async (status) => {
    const { content, tokens, reportRejected } = await load([
      async () => new Response('', { status }),
      async () => new Response(html),
    ])
    expect({ content, tokens }).toEqual({ content: html, tokens: ['Bearer first', 'Bearer second'] })
    expect(reportRejected).toHaveBeenCalledExactlyOnceWith('first')
  })

  it.each([
    ['the error page of a proxy', async () => new Response('<html><h1>Bad gateway</h1>', { status: 502 })],
    ['an error of Coveo', async () => Response.json({ statusCode: 404 }, { status: 404 })],
    ['no response', async () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('has no content after %s', async (_, respond) => {
    expect(await load([respond])).toMatchObject({ content: '', isLoading: false })
  })
})
