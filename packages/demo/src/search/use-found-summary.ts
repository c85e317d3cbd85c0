'use client'

import type { QuerySummary, ResultList } from '@coveo/headless'
import { useState } from 'react'
import { useControllerState } from './use-controller-state.ts'

/** The summary of the last response. The state of Headless already has the page that the next search requests. */
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
  const { results } = useControllerState(resultList)
  const { firstResult: first, lastResult: last, total, query } = useControllerState(summary)
  const [found, setFound] = useState({ results, first, last, total, query })
  if (found.results === results) return found
  const next = { results, first, last, total, query }
  setFound(next)
  return next
}
