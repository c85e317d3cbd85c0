'use client'

import { StateNotice } from '../status/state-notice.tsx'
import { useOnline } from '../status/use-online.ts'

interface PartFailureProps {
  isLoading: boolean
  retryAt: number | undefined
  onRetry: () => unknown
}

/** Replaces a part of the page whose script does not load. */
export function PartFailure({ isLoading, retryAt, onRetry }: PartFailureProps) {
  const isOnline = useOnline()
  return (
    <StateNotice code={isOnline ? 'site-down' : 'offline'} retryAt={retryAt} isBusy={isLoading} onRetry={onRetry} />
  )
}
