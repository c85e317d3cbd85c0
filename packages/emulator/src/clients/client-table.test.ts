import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const packages = new URL('../../..', import.meta.url)
const clients = 'emulator/src/clients'

/** The files whose tests run a client of Coveo against the emulator. */
const files = {
  headless2: `${clients}/headless-2.test.ts`,
  headless3: `${clients}/headless.test.ts`,
  headless4: `${clients}/headless-4.test.ts`,
  controllers: `${clients}/headless-controllers.test.ts`,
  engines: `${clients}/headless-engines.test.ts`,
  analytics: `${clients}/analytics-clients.test.ts`,
  platformClient: `${clients}/platform-client.test.ts`,
  tokenServer: `${clients}/search-token-server.test.ts`,
  pages: '../apps/end-to-end/specs/emulator-clients.e2e.ts',
  headlessReact: 'react/src/headless-react.test.tsx',
  serverSide: 'react/src/headless-ssr/fetch-user-state.test.ts',
} as const

/** Tests of a file, by their titles. */
type Proof = readonly [file: keyof typeof files, ...titles: string[]]

/** `NAME` is a placeholder of the title. */
const inPages: Proof = ['pages', 'NAME searches, suggests, filters, renews its token and sends events']
const everyController: Proof = ['controllers', '%s', 'has no other controllers']
const everyColumn = { 'searches, facets': inPages, suggestions: inPages, 'renews a token': inPages, events: inPages }

/** The tests that prove each cell of a client's row, by column. */
const proofs: Record<string, Record<string, Proof>> = {
  'JSUI 2.10126, in Chromium': everyColumn,
  'Atomic 2.79, in Chromium': everyColumn,
  'Atomic 3.41, in Chromium': everyColumn,
  'Headless 2.80': {
    'searches, facets': ['headless2', 'searches and filters by a facet'],
    suggestions: everyController,
    'renews a token': ['headless2', 'renews an expired token'],
    also: everyController,
  },
  'Headless 3.50': {
    'searches, facets': [
      'headless3',
      'searches, pages and sorts',
      'filters by a facet, a facet search and a category',
      'corrects a query and plans a standalone one',
    ],
    suggestions: ['headless3', 'suggests, searches and highlights'],
    'renews a token': [
      'headless3',
      'renews the token once after a %i',
      'renews an expired and a revoked token',
      'shows an error and does not renew after a 403',
    ],
    also: everyController,
  },
  'Headless 4.0': {
    'searches, facets': ['headless4', 'searches, sorts, suggests and filters by a facet'],
    suggestions: ['headless4', 'searches, sorts, suggests and filters by a facet'],
    'renews a token': ['headless4', 'renews an expired token'],
    also: ['headless4', 'shows that a token lacks a privilege'],
  },
  'Headless 3.50, on the hosts of an organization': {
    'searches, facets': ['engines', 'folds results and generates automatic facets'],
    also: [
      'engines',
      'gets triggers and a smart snippet from the pipeline',
      'loads a whole folded collection, with enableQuerySyntax %j',
      'streams generated text with citations',
    ],
  },
  'Headless 3.50 and 4.0, server-side': {
    'searches, facets': [
      'serverSide',
      'returns the results of its own user, without a token, to each of two hundred interleaved requests',
    ],
    also: [
      'serverSide',
      'returns the results of its own user, without a token, to each of two hundred interleaved requests',
    ],
  },
  '`@coveo/headless-react` 2.9': {
    'searches, facets': ['headlessReact', 'renders the results of a user on the server, and hydrates them'],
    also: ['headlessReact', 'renders the results of a user on the server, and hydrates them'],
  },
  'Headless recommendation': {
    'searches, facets': ['engines', 'recommendation: lists results of the index'],
    also: ['engines', 'recommendation: lists results of the index'],
  },
  'Headless insight, case assist': {
    'searches, facets': ['engines', 'insight: reads the configuration and searches'],
    also: ['engines', 'case assist: suggests documents'],
  },
  'Headless commerce': {
    'searches, facets': ['engines', 'commerce: shows that it is not emulated, and stops loading'],
    also: ['engines', 'commerce: shows that it is not emulated, and stops loading'],
  },
  'relay 1.2 and 2.1': {
    events: [
      'analytics',
      'relay 1.2: sends a beacon with the token in the query',
      'relay 2.1: resolves once the event is accepted',
    ],
  },
  '`coveo.analytics` 2.30': { events: ['analytics', 'coveo.analytics: sends legacy events and reads the visit'] },
  '`@coveo/platform-client` 58': {
    also: [
      'platformClient',
      'creates search tokens',
      'reads its own token when it starts, and finds its user in it',
      'evaluates and lists privileges',
      'manages API keys',
      'throws the error of the platform for a missing privilege',
    ],
  },
  '`@coveo/search-token-server` 1.37': {
    also: ['tokenServer', 'returns a search token of its user', 'returns the 403 of a key that may not impersonate'],
  },
}

/** Returns the titles of the tests in a file. */
function titlesIn(file: keyof typeof files): string[] {
  const text = readFileSync(new URL(files[file], packages), 'utf8')
  return [...text.matchAll(/\b(?:it|test)(?:\.each\(.*?\))?\(\s*(['"`])(.+?)\1/g)].map(([, , title = '']) =>
    title.replace(/^\$\{name\}/, 'NAME'),
  )
}

/** Reads the columns with content of each row of the table in the README. */
function readTable(): Record<string, string[]> {
  const text = readFileSync(new URL('emulator/README.md', packages), 'utf8')
  const [header = '', , ...rows] = /^\| client .*(?:\n\|.*)+/m.exec(text)?.[0].split('\n') ?? []
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const columns = cellsOf(header)
  return Object.fromEntries(
    rows.map(cellsOf).map((cells) => [cells[0], columns.filter((_, at) => at > 0 && cells[at] !== '')]),
  )
}

describe('the table of clients in the README', () => {
  it('has a test for each cell with a result, and no other', () => {
    const proved = Object.entries(proofs).map(([client, columns]) => [client, Object.keys(columns)])
    expect(readTable()).toEqual(Object.fromEntries(proved))
  })

  const all = Object.values(proofs).flatMap((columns) => Object.values(columns))

  it.each(Object.keys(files) as (keyof typeof files)[])(
    'has a row for each test of a client, and no test is missing: %s',
    (file) => {
      const titles = all.flatMap(([name, ...proved]) => (name === file ? proved : []))
      if (file !== 'serverSide') expect([...new Set(titles)].sort()).toEqual([...new Set(titlesIn(file))].sort())
      expect(titles.filter((title) => !titlesIn(file).includes(title))).toEqual([])
    },
  )
})
