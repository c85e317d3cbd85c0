// search-page.tsx
'use client'
import { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'

export function SearchPage({ userId }: { userId: string }) {
  return (
    <CoveoTokenProvider sessionKey={userId}>
      <Search />
    </CoveoTokenProvider>
  )
}

export function Search() {
  const { status, error, renew } = useCoveoToken()
  if (status === 'signed-out') return <a href="/login">Sign in to search</a>
  if (status === 'error')
    return (
      <button type="button" onClick={renew}>
        {error.userMessage} Try again
      </button>
    )
  return <p>{status === 'ready' ? 'Ready to search' : 'Loading…'}</p>
}
