'use client'

import type { SearchEngine } from '@coveo/headless'
import { createPart } from '../page/part.ts'
import { PartSheet } from '../page/part-sheet.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import type { SearchControllers } from './search-controllers.ts'
import { useControllerState } from './use-controller-state.ts'

// Loaded when first opened: the first result needs neither.
const readingPane = createPart(() => import('../reading/reading-pane.tsx'))
const compareSheet = createPart(() => import('../compare/compare-sheet.tsx'))

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
  const { results, firstSearchExecuted, isLoading, hasError } = useControllerState(controllers.resultList)
  const { query } = useControllerState(controllers.summary)
  if (!firstSearchExecuted || (readId === null && !isComparing)) return null
  if (readId === null) return <PartSheet part={compareSheet} props={{ user, query, onClose }} />
  const result = results.find(({ uniqueId }) => uniqueId === readId)
  // Back and Forward can open a result of a search that has no response yet.
  if (result === undefined && (isLoading || hasError)) return null
  const reading = { engine, documentId: readId, result, user, canExplain: hasEmulator, onClose }
  return <PartSheet key={readId} part={readingPane} props={reading} />
}
