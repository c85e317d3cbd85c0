import type { AppFile } from './app-file.ts'

/** The files of the first token with Next.js, as in `docs/quick-start-next.md`. */
export const nextFiles: readonly AppFile[] = [
  {
    path: 'coveo.ts',
    text: `import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/next'

export const coveo = createCoveo({
  user: async () => ({ email: 'asmith@example.com' }), // 1. who is signed in: your session, see the table
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }), // 2. what the token may do
})
`,
  },
  {
    path: 'app/api/coveo-token/route.ts',
    text: `import { coveo } from '../../../coveo'

export const { GET, POST } = coveo.handlers
`,
  },
  {
    path: 'app/search/page.tsx',
    text: `import { CoveoTokenProvider } from '@coveo-token/react'
import { Suspense } from 'react'
import { coveo } from '../../coveo'
import { Search } from './search'

export default function Page() {
  return (
    <Suspense fallback={<p>Loading</p>}>
      <SearchOfUser />
    </Suspense>
  )
}

/** Waits for the request, so a build renders the page around it only. */
async function SearchOfUser() {
  return (
    <CoveoTokenProvider initialToken={await coveo.getInitialToken()}>
      <Search />
    </CoveoTokenProvider>
  )
}
`,
  },
  {
    path: 'app/search/search.tsx',
    text: `'use client'

import { buildResultList, buildSearchEngine, type SearchEngine } from '@coveo/headless'
import { useCoveoToken } from '@coveo-token/react'
import { useHeadlessEngine } from '@coveo-token/react/headless'
import { useEffect, useMemo, useState } from 'react'

export function Search() {
  const { status, error, renew } = useCoveoToken()
  const engine = useHeadlessEngine(buildSearchEngine, {
    configuration: { search: { proxyBaseUrl: 'http://127.0.0.1:4400/rest/search/v2' } }, // the emulator; remove it for Coveo
  })
  if (status === 'signed-out') return <a href="/login">Sign in to search</a>
  if (status === 'error') return <button onClick={() => void renew()}>{error.userMessage} Try again</button>
  return engine ? <Results engine={engine} /> : <p>Loading</p>
}

function Results({ engine }: { engine: SearchEngine }) {
  const list = useMemo(() => buildResultList(engine), [engine])
  const [{ results }, setState] = useState(list.state)
  useEffect(() => {
    engine.executeFirstSearch()
    return list.subscribe(() => setState(list.state))
  }, [engine, list])
  return (
    <ol>
      {results.map(({ uniqueId, title }) => (
        <li key={uniqueId}>{title}</li>
      ))}
    </ol>
  )
}
`,
  },
]
