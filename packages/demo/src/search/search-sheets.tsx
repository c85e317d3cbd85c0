'use client'

import type { SearchEngine } from '@coveo/headless'
import { lazy, Suspense } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import type { SearchControllers } from './search-controllers.ts'
import { useControllerState } from './use-controller-state.ts'

// Loaded when first opened: the first result needs neither.
const ReadingPane = lazy(() => import('../reading/reading-pane.tsx'))
const CompareSheet = lazy(() => import('../compare/compare-sheet.tsx'))

interface SearchSheetsProps {
  engine: SearchEngine
  controllers: SearchControllers
  user: DemoUser
  hasEmulator: boolean
  /** The `uniqueId` of the result to read, from the URL. */
  readId: string | null
  isComparing: boolean
  onClose: () => void
}

/** The sheet that the URL opens: the reading pane, or the comparison of two users. */
export function SearchSheets(props: SearchSheetsProps) {
  const { engine, controllers, user, hasEmulator, readId, isComparing, onClose } = props
  const { results, firstSearchExecuted } = useControllerState(controllers.resultList)
  const { query } = useControllerState(controllers.summary)
  if (!firstSearchExecuted || (readId === null && !isComparing)) return null
  return (
    <Suspense>
      {readId === null ? (
        <CompareSheet user={user} query={query} onClose={onClose} />
      ) : (
        <ReadingPane
          key={readId}
          engine={engine}
          result={results.find(({ uniqueId }) => uniqueId === readId)}
          user={user}
          canExplain={hasEmulator}
          onClose={onClose}
        />
      )}
    </Suspense>
  )
}
