/** Placeholder while the first results are loading. */
export function ResultsSkeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      {['first', 'second', 'third', 'fourth'].map((row) => (
        <div key={row} className="skeleton-result">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
