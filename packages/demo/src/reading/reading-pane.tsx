'use client'

import type { Result, SearchEngine } from '@coveo/headless'
import { useCoveoTokenSource } from '@coveo-token/react'
import { useMemo, useSyncExternalStore } from 'react'
import { Sheet } from '../page/sheet.tsx'
import { resultFields } from '../search/result-fields.ts'
import { ResultMeta } from '../search/result-meta.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { AccessReason } from './access-reason.tsx'
import { QuickViewContent, quickViewTitle } from './quick-view-content.tsx'
import { createQuickViewStore, type QuickViewSnapshot } from './quick-view-store.ts'

interface ReadingPaneProps {
  engine: SearchEngine
  /** The `uniqueId` of the document. */
  documentId: string
  /** The document as a result; undefined if the search on the page did not return it, as after a link to another search. */
  result: Result | undefined
  user: DemoUser
  /** Whether the server can explain permissions: only with the emulator. */
  canExplain: boolean
  onClose: () => void
}

/** Shows one document, from Coveo's quick view, and why the user may read it. */
export default function ReadingPane({ engine, documentId, result, user, canExplain, onClose }: ReadingPaneProps) {
  const source = useCoveoTokenSource()
  const store = useMemo(() => createQuickViewStore({ engine, source, documentId }), [engine, source, documentId])
  const quickView = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
  const isFound = result !== undefined || quickView.content !== ''
  return (
    <Sheet title={titleOf(quickView, result)} onClose={onClose}>
      {result !== undefined && <ResultMeta result={result} />}
      {isFound && canExplain && <AccessReason user={user} documentId={documentId} />}
      {result !== undefined && !canExplain && <Original uri={result.clickUri} />}
      {quickView.content === '' ? (
        <div className="quick-view">
          <p role="status">{waitingWords(quickView, result, user)}</p>
          {!quickView.isLoading && result !== undefined && <p>{resultFields(result).excerpt}</p>}
        </div>
      ) : (
        <QuickViewContent html={quickView.content} />
      )}
    </Sheet>
  )
}

function titleOf({ content, isLoading }: QuickViewSnapshot, result: Result | undefined): string {
  if (result !== undefined) return resultFields(result).title
  if (content !== '') return quickViewTitle(content) ?? 'Untitled document'
  return isLoading ? 'One document' : 'Not among your results'
}

function waitingWords({ isLoading }: QuickViewSnapshot, result: Result | undefined, { name }: DemoUser): string {
  if (isLoading) return 'Loading the document…'
  if (result !== undefined) return 'Coveo sent no more of this document than its excerpt.'
  return `This search does not return the document, and Coveo did not send it. It may be one that ${name} may not read.`
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
