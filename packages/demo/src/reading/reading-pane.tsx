'use client'

import type { Result, SearchEngine } from '@coveo/headless'
import { useMemo, useSyncExternalStore } from 'react'
import { Sheet } from '../page/sheet.tsx'
import { resultFields } from '../search/result-fields.ts'
import { ResultMeta } from '../search/result-meta.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { AccessReason } from './access-reason.tsx'
import { QuickViewContent } from './quick-view-content.tsx'
import { createQuickViewStore } from './quick-view-store.ts'

interface ReadingPaneProps {
  engine: SearchEngine
  /** The result to read; undefined if the search did not return it. */
  result: Result | undefined
  user: DemoUser
  /** Whether the server can explain permissions: only with the emulator. */
  canExplain: boolean
  onClose: () => void
}

/** Shows one document, from Coveo's quick view, and why the user may read it. */
export default function ReadingPane({ engine, result, user, canExplain, onClose }: ReadingPaneProps) {
  if (result === undefined) {
    return (
      <Sheet title="Not among your results" onClose={onClose}>
        <p className="quick-view">
          This search does not return the document. It may be one that {user.name} may not read.
        </p>
      </Sheet>
    )
  }
  return (
    <Sheet title={resultFields(result).title} onClose={onClose}>
      <ResultMeta result={result} />
      {canExplain ? <AccessReason user={user} documentId={result.uniqueId} /> : <Original uri={result.clickUri} />}
      <Content key={result.uniqueId} engine={engine} result={result} />
    </Sheet>
  )
}

function Content({ engine, result }: { engine: SearchEngine; result: Result }) {
  const store = useMemo(() => createQuickViewStore(engine, result), [engine, result])
  const { content, isLoading } = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
  if (content !== '') return <QuickViewContent html={content} />
  return (
    <div className="quick-view">
      <p role="status">
        {isLoading ? 'Loading the document…' : 'Coveo has no more of this document than its excerpt.'}
      </p>
      {!isLoading && <p>{resultFields(result).excerpt}</p>}
    </div>
  )
}

/** An index can contain any URI; only http and https become links. */
function Original({ uri }: { uri: string }) {
  if (!/^https?:\/\//i.test(String(uri))) return null
  return (
    <p>
      <a className="button" href={uri} target="_blank" rel="noreferrer">
        Open the original
      </a>
    </p>
  )
}
