'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useId, useMemo, useState, useSyncExternalStore } from 'react'
import { useCoveoTokenSource } from '../use-coveo-token.ts'
import { usePanelStyles } from './panel-styles.ts'
import { createTokenHistory } from './token-history.ts'
import { TokenPanel } from './token-panel.tsx'

export interface CoveoTokenDevtoolsProps {
  /** Default: the source of the nearest provider. */
  source?: TokenSource | undefined
  /** Whether the panel starts open. Default false. */
  initialIsOpen?: boolean | undefined
  /** The corner of the page. Default `bottom-right`. */
  position?: 'bottom-right' | 'bottom-left' | undefined
}

/**
 * A panel in the corner of the page for development: the current token by fingerprint, whom it acts as and what it may do, when it
 * ends, where each token came from, and buttons to renew, to reject and to sign out. It never shows the token itself.
 */
export function CoveoTokenDevtools(props: CoveoTokenDevtoolsProps) {
  const { initialIsOpen = false, position = 'bottom-right' } = props
  const provided = useCoveoTokenSource()
  const source = props.source ?? provided
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getServerSnapshot)
  const history = useMemo(() => createTokenHistory(source), [source])
  const events = useSyncExternalStore(history.subscribe, history.getSnapshot, history.getSnapshot)
  const [isOpen, setOpen] = useState(initialIsOpen)
  const id = useId()
  usePanelStyles()
  return (
    <div className="coveo-token-devtools" data-position={position}>
      <button
        type="button"
        className="toggle"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        Coveo token: {snapshot.status}
      </button>
      {isOpen && <TokenPanel id={id} source={source} snapshot={snapshot} events={events} history={history} />}
    </div>
  )
}
