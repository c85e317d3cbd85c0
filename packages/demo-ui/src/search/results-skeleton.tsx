/** The shape of the results while the first ones are on their way. */
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
