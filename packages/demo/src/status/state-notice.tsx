'use client'

import { useId, useState } from 'react'
import { ActionButton } from '../page/action-button.tsx'
import { Notice } from '../page/notice.tsx'
import { timeOfDay } from '../token/time-of-day.ts'
import { useNow } from '../token/use-now.ts'
import { nextAttempt } from './next-attempt.ts'
import { type PageStateCode, pageStates } from './page-state.ts'

interface StateNoticeProps {
  code: PageStateCode
  /** When the page tries by itself: milliseconds since the epoch. Undefined without such a time. */
  retryAt?: number | undefined
  /** The `Retry-After` of the last response, in milliseconds: the site refuses attempts before its end. */
  pauseMs?: number | undefined
  /** The error's code or status, for a report to the site. */
  detail?: string | undefined
  /** Whether an attempt is in flight. */
  isBusy?: boolean
  /** Tries now. */
  onRetry: () => unknown
}

/** A state of the page in place of the results: its sentence, the next step with its time, and the button. */
export function StateNotice({ code, retryAt, pauseMs, isBusy = false, detail, onRetry }: StateNoticeProps) {
  const state = pageStates[code]
  const now = useNow()
  const next = nextAttempt({ state, retryAt, now, pauseMs, isOffline: code === 'offline' })
  const [failedAt, setFailedAt] = useState<number>()
  const reasonId = useId()

  async function retry() {
    setFailedAt(undefined)
    await onRetry()
    // Still mounted: the page is in the same state.
    setFailedAt(Date.now())
  }

  return (
    <Notice
      icon={state.icon}
      title={state.title}
      urgent
      footer={
        <>
          <p id={reasonId} className="notice-next">
            {isBusy ? 'Trying now…' : next.words}
          </p>
          {state.action !== undefined && (
            <ActionButton onPress={retry} unavailable={isBusy || !next.isAllowed} aria-describedby={reasonId}>
              {state.action}
            </ActionButton>
          )}
          <p className="notice-outcome" role="status">
            {failedAt !== undefined && !isBusy && `No change after the attempt at ${timeOfDay.format(failedAt)}.`}
          </p>
        </>
      }
    >
      <p>
        {state.sentence}
        {detail !== undefined && (
          <>
            {' '}
            (<code>{detail}</code>)
          </>
        )}
      </p>
    </Notice>
  )
}
