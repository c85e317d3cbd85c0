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

/** The lines of a text that are marked as changed: `{2,4-6}` after the language of a block, and `+` in a diff. */
function changedLinesIn(text: string) {
  const marks = [...text.matchAll(/^```\w+ \{([\d,-]+)\}$/gm)].flatMap(([, list = '']) => list.split(','))
  const marked = marks.map((mark) => {
    const [first = 0, last = first] = mark.split('-').map(Number)
    return last - first + 1
  })
  const added = [...text.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].map(
    ([, diff = '']) => diff.match(/^\+/gm)?.length ?? 0,
  )
  return [...marked, ...added].reduce((sum, lines) => sum + lines, 0)
}

describe('docs/coveo-samples.md', () => {
  it('marks as many changed lines in each section as its table has, at most 15', () => {
    const rows = [...readGuide('docs/coveo-samples.md').matchAll(/^\| \[(.*?)\]\(.*\| (\d+)(?:, and a file)? \|$/gm)]
    expect(rows).toHaveLength(5)
    for (const [, heading = '', lines] of rows) {
      expect([heading, changedLinesIn(readSection('docs/coveo-samples.md', heading))]).toEqual([heading, Number(lines)])
      expect(Number(lines)).toBeLessThanOrEqual(15)
    }
  })

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
