'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'
import { Notice } from '../page/notice.tsx'

interface TokenTroubleProps {
  error: NonNullable<TokenSnapshot['error']>
  onRetry: () => void
}

/** Replaces the search while there is no token. The source keeps retrying meanwhile. */
export function TokenProblem({ error, onRetry }: TokenTroubleProps) {
  const action = { label: 'Try now', onPress: onRetry }
  if (error.code.startsWith('endpoint-')) {
    return (
      <Notice icon="cloud" title="This site does not respond" urgent action={action}>
        <p>Check your connection. We keep trying, and your search will be back by itself.</p>
      </Notice>
    )
  }
  if (error.retryable) {
    return (
      <Notice icon="cloud" title="Coveo is unavailable" urgent action={action}>
        <p>Nothing is wrong on your side. We keep trying, and your search will be back by itself.</p>
      </Notice>
    )
  }
  return (
    <Notice icon="wrench" title="Search is not set up right" urgent action={action}>
      <p>
        Coveo refused this site’s request for your token (<code>{error.code}</code>). The site’s log has the reason and
        the remedy.
      </p>
    </Notice>
  )
}
