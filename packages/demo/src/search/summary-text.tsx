interface SummaryTextProps {
  /** The rank of the first and the last displayed result. */
  first: number
  last: number
  total: number
}

/** The displayed range, and the number of all results: `11–20 of 66 results`. */
export function SummaryText({ first, last, total }: SummaryTextProps) {
  return (
    <>
      {total > last - first + 1 && `${first}–${last} of `}
      <strong data-testid="result-count">{total}</strong> {total === 1 ? 'result' : 'results'}
    </>
  )
}
