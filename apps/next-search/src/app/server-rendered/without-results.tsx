'use client'

import { StateNotice, useOnline, useRecovery, useTokenTrouble } from '@coveo-token/demo'
import { useRouter } from 'next/navigation.js'
import { useCallback, useTransition } from 'react'

/** Replaces the results that the server could not find, and renders the page again until it can. */
export function WithoutResults() {
  const router = useRouter()
  const [isBusy, startTransition] = useTransition()
  const trouble = useTokenTrouble()
  const isOnline = useOnline()
  const refresh = useCallback(() => startTransition(() => router.refresh()), [router])
  const { retryAt } = useRecovery({ down: true, busy: isBusy, retry: refresh })
  const cause = trouble?.cause ?? (isOnline ? 'coveo-down' : 'offline')
  return <StateNotice code={cause} detail={trouble?.detail} retryAt={retryAt} isBusy={isBusy} onRetry={refresh} />
}
