import { describe, expect, it, vi } from 'vitest'
import { createGuideApp } from './guide-app.test.support.ts'
import { filesIn, readGuide, readSection } from './guide-file.test.support.ts'

const tokenBody = {
  token: `e30.${btoa(JSON.stringify({ exp: 4_102_444_800 }))}.e30`,
  kind: 'search',
  organizationId: 'acme',
  expiresIn: 3600,
  refreshIn: 2700,
  fingerprint: 'f',
}

interface ConfiguredEngine {
  state: { configuration: { organizationId: string; accessToken: string } }
}

/** An `<atomic-search-interface>` that records what it is initialized with. */
function stubAtomic() {
  const atomic = {
    initialize: vi.fn(async (_options: object) => undefined),
    initializeWithSearchEngine: vi.fn(async (_engine: ConfiguredEngine) => undefined),
    executeFirstSearch: vi.fn(),
  }
  vi.stubGlobal('customElements', { whenDefined: async () => undefined })
  vi.stubGlobal('document', { querySelector: () => atomic })
  vi.stubGlobal('fetch', async () => Response.json(tokenBody))
  return atomic
}

describe('docs/coveo-samples.md', () => {
  it('initializes Atomic with an engine of the user in the Vite sample', async () => {
    const files = filesIn(readSection('docs/coveo-samples.md', 'atomic search-vite'))
    const withoutAtomic = (code: string) =>
      code.replace(/^.*@coveo\/atomic.*\n/gm, '').replace('defineCustomElements()\n', '')
    const app = await createGuideApp(new Map([...files].map(([path, code]) => [path, withoutAtomic(code)])))
    const atomic = stubAtomic()
    await app.load('src/main.js')
    const [engine] = atomic.initializeWithSearchEngine.mock.lastCall ?? []
    expect(engine?.state.configuration).toMatchObject({ organizationId: 'acme', accessToken: tokenBody.token })
    expect(atomic.executeFirstSearch).toHaveBeenCalledOnce()
  })

  it('builds an engine of the user in the Vue template', async () => {
    const app = await createGuideApp(filesIn(readSection('docs/coveo-samples.md', 'Vue template')))
    stubAtomic()
    const { getEngine } = (await app.load('src/ui/headless-engine/get-engine.ts')) as {
      getEngine(): Promise<ConfiguredEngine>
    }
    const { configuration } = (await getEngine()).state
    expect(configuration).toMatchObject({ organizationId: 'acme', accessToken: tokenBody.token })
  })
})

describe('docs/headless.md', () => {
  it('initializes Atomic with the token of the user, and builds an engine outside React', async () => {
    const app = await createGuideApp(filesIn(readGuide('docs/headless.md')))
    const atomic = stubAtomic()
    await app.load('atomic.js')
    const expected = { organizationId: 'acme', accessToken: tokenBody.token }
    expect(atomic.initialize).toHaveBeenCalledWith(expect.objectContaining(expected))
    expect(atomic.executeFirstSearch).toHaveBeenCalledOnce()
    const { createEngine } = (await app.load('engine.ts')) as { createEngine(): Promise<ConfiguredEngine> }
    expect((await createEngine()).state.configuration).toMatchObject(expected)
  })
})
