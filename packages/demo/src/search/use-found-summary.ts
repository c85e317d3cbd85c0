'use client'

import type { QuerySummary, ResultList } from '@coveo/headless'
import { useState } from 'react'
import { useControllerState } from './use-controller-state.ts'

/** What the last response says. The state of Headless already has the page that the next search asks for. */
export interface FoundSummary {
  first: number
  last: number
  total: number
  query: string
}

interface FoundSummaryOptions {
  summary: QuerySummary
  resultList: ResultList
}

/** The range, the number and the query of the displayed results. They change with a response, and only then. */
export function useFoundSummary({ summary, resultList }: FoundSummaryOptions): FoundSummary {
  const { searchResponseId: id } = useControllerState(resultList)
  const { firstResult: first, lastResult: last, total, query } = useControllerState(summary)
  const [found, setFound] = useState({ id, first, last, total, query })
  if (found.id === id) return found
  const next = { id, first, last, total, query }
  setFound(next)
  return next
}
