/** Placeholder while the first results are loading. */
export function ResultsSkeleton() {
  return (
    <div className="skeleton">
      <p className="visually-hidden" role="status">
        Loading your results…
      </p>
      {['first', 'second', 'third', 'fourth'].map((row) => (
        <div key={row} className="skeleton-result" aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
