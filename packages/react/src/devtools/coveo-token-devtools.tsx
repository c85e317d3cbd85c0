'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useId, useMemo, useState, useSyncExternalStore } from 'react'
import { useTokenContext } from '../use-token-context.ts'
import { useTokenSnapshot } from '../use-token-snapshot.ts'
import { panelStyles } from './panel-styles.ts'
import { createTokenHistory } from './token-history.ts'
import { TokenPanel } from './token-panel.tsx'

export interface CoveoTokenDevtoolsProps {
  /** Default: the source of the nearest provider. */
  source?: TokenSource | undefined
  /** Whether the panel starts open. Default false. */
  initialIsOpen?: boolean | undefined
}

/**
 * A panel in the corner of the page for development: the current token by fingerprint, whom it acts as and what it may do, when it
 * ends, where each token came from, and buttons to renew, to reject and to sign out. It never shows the token itself.
 */
export function CoveoTokenDevtools({ source, initialIsOpen = false }: CoveoTokenDevtoolsProps) {
  const context = useTokenContext()
  const shown = source ?? context.source
  const snapshot = useTokenSnapshot({ ...context, source: shown })
  const history = useMemo(() => createTokenHistory(shown), [shown])
  const events = useSyncExternalStore(history.subscribe, history.getSnapshot, history.getSnapshot)
  const [isOpen, setOpen] = useState(initialIsOpen)
  const id = useId()
  return (
    <div className="coveo-token-devtools">
      <style>{panelStyles}</style>
      {isOpen && <TokenPanel id={id} source={shown} snapshot={snapshot} events={events} />}
      <button
        type="button"
        className="toggle"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        Coveo token: {snapshot.status}
      </button>
    </div>
  )
}
