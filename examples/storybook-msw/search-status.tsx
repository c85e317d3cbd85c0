import { useCoveoToken } from '@coveo-token/react'

export function SearchStatus() {
  const { status, error, renew } = useCoveoToken()
  if (status === 'signed-out') return <a href="/login">Sign in to search</a>
  if (status === 'error')
    return (
      <button type="button" onClick={() => void renew()}>
        {error.userMessage} Try again
      </button>
    )
  return <p>{status === 'ready' ? 'Ready to search' : 'Loading'}</p>
}
