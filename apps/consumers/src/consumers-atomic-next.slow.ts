import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { chromium } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesIn, readGuide, readSection } from '../../guides/src/guide-file.test.support.ts'
import { chromiumPath } from './chromium-path.ts'
import type { Consumer } from './consumer.ts'
import { findFreePort } from './free-port.ts'
import { packedWorld } from './packed-world.ts'

const { createApp } = packedWorld()
/** The files of the sample that the guide does not replace, reduced to what shows results. */
const sample = {
  'next.config.mjs': "export default { transpilePackages: ['@coveo/atomic-react', '@coveo/atomic'] }\n",
  'src/app/layout.jsx': `import '@coveo/atomic/themes/coveo.css'
export default ({ children }) => <html lang="en"><body>{children}</body></html>
`,
  'src/components/atomic-search-page.tsx': `'use client'
import { AtomicResultLink, AtomicResultList, AtomicSearchInterface } from '@coveo/atomic-react'
import type { SearchEngine } from '@coveo/headless'
const SearchPage = ({ engine }: { engine: SearchEngine }) => (
  <AtomicSearchInterface engine={engine}>
    <AtomicResultList template={() => <AtomicResultLink />} />
  </AtomicSearchInterface>
)
export default SearchPage
`,
}

/** Coveo's sample of Atomic for Next.js, with the files of the guide. */
describe('atomic search-nextjs, Next 16', () => {
  let app: Consumer
  let coveo: Emulator

  beforeAll(async () => {
    coveo = await startEmulator()
    app = createApp()
    const types = ['typescript@5.9', '@types/node@20', '@types/react@19', '@types/react-dom@19']
    const coveos = ['@coveo/atomic', '@coveo/atomic-react', '@coveo/headless']
    const kit = ['@coveo-token/next', '@coveo-token/react']
    await app.run('npm', ['install', 'next@16', 'react@19', 'react-dom@19', ...coveos, ...types, ...kit])
    const quickStart = filesIn(readGuide('docs/quick-start-next.md'))
    const route = 'app/api/coveo-token/route.ts'
    const search = `search: { proxyBaseUrl: '${coveo.url}/rest/search/v2',`
    const changed = [...filesIn(readSection('docs/coveo-samples.md', 'atomic search-nextjs'))].map(
      ([path, code]) => [path, code.replace('search: {', search)] as const,
    )
    app.write({
      ...Object.fromEntries(changed),
      'src/coveo.ts': quickStart.get('coveo.ts') ?? '',
      [`src/${route}`]: quickStart.get(route) ?? '',
      ...sample,
    })
  })
  afterAll(async () => {
    app?.dispose()
    await coveo?.stop()
  })

  it('next build, next start and Chromium show the results of the user', async () => {
    await app.run('npx', ['next', 'build', '--webpack'])
    await searchBy('start')
  })

  it('next dev and Chromium show the results of the user', () => searchBy('dev', '--webpack'))

  /** Starts the application, and opens its page in a browser. */
  async function searchBy(command: 'start' | 'dev', ...args: string[]) {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const env = {
      COVEO_ENDPOINT: coveo.url,
      COVEO_ORGANIZATION_ID: coveo.organizationId,
      COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
    }
    coveo.clearRequests()
    const next = ['next', command, ...args, '-H', '127.0.0.1', '-p', String(port)]
    const server = await app.start('npx', next, { url: `${url}/api/coveo-token`, env })
    const browser = await chromium.launch({ ...(chromiumPath && { executablePath: chromiumPath }) })
    try {
      const page = await browser.newPage()
      // The first request builds the page.
      page.setDefaultTimeout(600_000)
      // Requests to Coveo's own hosts, such as those of analytics.
      await page.route(/^https:/, (request) => request.fulfill({ body: '' }))
      await page.goto(url)
      const results = page.locator('atomic-result-link').filter({ hasText: /\S/ })
      await results.nth(9).waitFor()
      expect(await results.count()).toBe(10)
      const mints = coveo.requests.filter(({ route }) => route === 'searchToken')
      expect(mints).toHaveLength(1)
      expect(JSON.stringify(mints[0]?.body)).toContain('asmith@example.com')
    } finally {
      await browser.close()
      await server.stop()
    }
  }
})
