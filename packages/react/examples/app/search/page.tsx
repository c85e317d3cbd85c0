// app/search/page.tsx
import type { TokenResponse } from '@coveo-token/core/browser'
import { CoveoTokenProvider } from '@coveo-token/react'
import { fetchUserState } from '@coveo-token/react/headless-ssr'
import { Results } from './results.tsx'
import { defineSearch } from './search-definition.ts'

// `coveo.getInitialToken` of `createCoveo()` in @coveo-token/next
declare function getInitialToken(): Promise<TokenResponse | null | undefined>

export default async function Page() {
  const token = await getInitialToken()
  const state = await fetchUserState({
    token,
    define: defineSearch,
    fetchState: (definition) => definition.fetchStaticState(),
  })
  return (
    <CoveoTokenProvider initialToken={token}>
      <Results state={state} />
    </CoveoTokenProvider>
  )
}
