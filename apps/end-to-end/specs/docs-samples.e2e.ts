import { type Emulator, emulatorFixture } from '@coveo-token/emulator'
import { test as base, expect, type Page } from '@playwright/test'
import { startSampleApp } from '../src/sample-app.ts'

interface Sample {
  files: Record<string, string>
  /** Where the page shows a title. */
  results: string
  /** The link for a user who is not signed in. */
  signIn?: string
}

const html = (entry: string, body = '<div id="root"></div>') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sample</title></head><body>${body}<script type="module" src="${entry}"></script></body></html>`

const showResults = `import { buildResultList } from '@coveo/headless'
export function showResults(engine) {
  const list = buildResultList(engine)
  list.subscribe(() => {
    const items = list.state.results.map(({ title }) => Object.assign(document.createElement('li'), { textContent: title }))
    document.querySelector('#root').replaceChildren(...items)
  })
  engine.executeFirstSearch()
}
`

const samples: Record<string, Sample> = {
  'search-react': {
    files: {
      'index.html': html('/src/index.tsx'),
      'src/App.tsx': `import { buildResultList } from '@coveo/headless'
import { useEffect, useState } from 'react'
export default function App({ engine }) {
  const [results, setResults] = useState([])
  useEffect(() => {
    const list = buildResultList(engine)
    const unsubscribe = list.subscribe(() => setResults(list.state.results))
    engine.executeFirstSearch()
    return unsubscribe
  }, [engine])
  return <ul>{results.map(({ uniqueId, title }) => <li key={uniqueId}>{title}</li>)}</ul>
}
`,
    },
    results: 'li',
    signIn: 'Sign in to search',
  },
  'atomic search-react': {
    files: {
      'index.html': html('/src/main.tsx'),
      'src/main.tsx': `import { createRoot } from 'react-dom/client'
import { App } from './App'
import { UserSearch } from './user-search'
createRoot(document.getElementById('root')).render(<UserSearch>{(engine) => <App engine={engine} />}</UserSearch>)
`,
      'src/App.tsx': `import { AtomicResultLink, AtomicResultList, AtomicSearchInterface } from '@coveo/atomic-react'
export const App = ({ engine }) => (
  <AtomicSearchInterface engine={engine}>
    <AtomicResultList template={() => <AtomicResultLink />} />
  </AtomicSearchInterface>
)
`,
    },
    results: 'atomic-result-link',
    signIn: 'Sign in to search',
  },
  'atomic search-vite': {
    files: {
      'index.html': html(
        '/src/main.js',
        '<atomic-search-interface><atomic-result-list></atomic-result-list></atomic-search-interface>',
      ),
    },
    results: 'atomic-result a',
  },
  'Vue template': {
    files: {
      'index.html': html('/src/main.js'),
      'src/main.js': `import { getEngine } from './ui/headless-engine/get-engine'
import { showResults } from './show-results'
showResults(await getEngine())
`,
      'src/show-results.js': showResults,
    },
    results: 'li',
  },
}

const test = base.extend<{ coveo: Emulator }>({ coveo: emulatorFixture() })

/** Requests to Coveo's own hosts, such as those of analytics. */
async function blockOtherHosts(page: Page) {
  await page.route(/^https:/, (route) => route.fulfill({ body: '' }))
}

for (const [heading, { files, results, signIn }] of Object.entries(samples)) {
  test(`${heading}: the page with the files of the guide searches as the user`, async ({ page, coveo }, testInfo) => {
    const folder = testInfo.outputPath('app')
    const app = await startSampleApp({ folder, coveo, heading, sample: files })
    try {
      await blockOtherHosts(page)
      await page.goto(app.url)
      if (signIn) await expect(page.getByRole('link', { name: signIn })).toHaveAttribute('href', '/login')
      await page.goto(`${app.url}/login`)
      await expect(page.locator(results).filter({ hasText: /\S/ })).toHaveCount(10)
      const mints = coveo.requests.filter(({ route }) => route === 'searchToken')
      expect(mints).toHaveLength(1)
      expect(JSON.stringify(mints[0]?.body)).toContain('asmith@example.com')
    } finally {
      await app.stop()
    }
  })
}
