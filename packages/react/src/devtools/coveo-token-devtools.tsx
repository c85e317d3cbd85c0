'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { useId, useMemo, useState, useSyncExternalStore } from 'react'
import { useProvidedSource } from '../token-context.ts'
import { describePanelEvent } from './panel-event.ts'
import { usePanelStyles } from './panel-styles.ts'
import { createTokenHistory } from './token-history.ts'
import { TokenPanel } from './token-panel.tsx'

export interface CoveoTokenDevtoolsProps {
  /** Default: the source of the nearest provider. */
  readonly source?: TokenSource | undefined
  /** Whether the panel starts open. Default false. */
  readonly initialIsOpen?: boolean | undefined
  /** The corner of the page. Default `bottom-right`. */
  readonly position?: 'bottom-right' | 'bottom-left' | undefined
}

/**
 * A panel for development, in the corner of the page: fingerprint, identity, privileges and lifetime of the token, where each token came
 * from, and buttons to renew, to report and to sign out. It never shows the token itself.
 */
export function CoveoTokenDevtools(props: CoveoTokenDevtoolsProps) {
  const { initialIsOpen = false, position = 'bottom-right' } = props
  const provided = useProvidedSource()
  const source = props.source ?? provided.source
  const serverSnapshot = props.source ? props.source.getServerSnapshot() : provided.serverSnapshot
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, () => serverSnapshot)
  const history = useMemo(() => createTokenHistory(source, { describe: describePanelEvent }), [source])
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
