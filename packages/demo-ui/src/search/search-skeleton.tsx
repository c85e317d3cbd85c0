import { ResultsSkeleton } from './results-skeleton.tsx'

/** The shape of the search while its token is on its way. */
export function SearchSkeleton() {
  return (
    <>
      <div className="skeleton-box" aria-hidden="true" />
      <ResultsSkeleton />
    </>
  )
}
