import { ResultsSkeleton } from './results-skeleton.tsx'

/** Placeholder of the search while its token is loading. */
export function SearchSkeleton() {
  return (
    <>
      <div className="skeleton-box" aria-hidden="true" />
      <ResultsSkeleton />
    </>
  )
}
