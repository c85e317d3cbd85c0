import { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'

export default function SearchPage() {
  return (
    <CoveoTokenProvider>
      <Status />
    </CoveoTokenProvider>
  )
}

function Status() {
  const { status, organizationId } = useCoveoToken()
  if (status === 'signed-out') return <a href="/login">Sign in to search</a>
  return <p>{status === 'ready' ? `Ready to search in ${organizationId}` : 'Loading'}</p>
}
