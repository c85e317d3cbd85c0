import { pageStates } from '../status/page-state.ts'
import { summaryWords } from './summary-text.tsx'
import type { FoundSummary } from './use-found-summary.ts'

/** The words while no search has a response. */
export const loadingWords = 'Loading your results…'

interface SearchStatusOptions {
  /** The summary of the last search; undefined before a response. */
  found: FoundSummary | undefined
  isLoading: boolean
  /** Whether the current search takes long. */
  isSlow: boolean
  /** Whether a notice, which announces itself, replaces the results. */
  hasNotice: boolean
}

/** The words that the page announces of its search: that it searches, then what it found. */
export function searchStatus({ found, isLoading, isSlow, hasNotice }: SearchStatusOptions): string {
  if (hasNotice) return ''
  if (found === undefined) return loadingWords
  if (isSlow) return `${pageStates['still-searching'].title}… ${pageStates['still-searching'].sentence}`
  return isLoading ? 'Searching…' : summaryWords(found)
}
