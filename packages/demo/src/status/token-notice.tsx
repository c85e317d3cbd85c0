'use client'

import { useCoveoToken } from '@coveo-token/react'
import { StateNotice } from './state-notice.tsx'
import type { TokenTrouble } from './token-state.ts'

/** The trouble with the token in place of the results. Its button requests a token now. */
export function TokenNotice({ trouble }: { trouble: TokenTrouble }) {
  const { renew } = useCoveoToken()
  const { cause, detail, retryAt, pauseMs } = trouble
  return <StateNotice code={cause} detail={detail} retryAt={retryAt} pauseMs={pauseMs} onRetry={renew} />
}
