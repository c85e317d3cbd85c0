'use client'

import { useCoveoToken } from '@coveo-token/react'
import { StateNotice } from './state-notice.tsx'
import type { TokenTrouble } from './token-state.ts'

/** The trouble with the token in place of the results. Its button requests a token now. */
export function TokenNotice({ trouble: { cause, ...rest } }: { trouble: TokenTrouble }) {
  const { renew } = useCoveoToken()
  return <StateNotice code={cause} detail={rest.detail} retryAt={rest.retryAt} isPaced={rest.isPaced} onRetry={renew} />
}
