interface SummaryTextProps {
  /** The rank of the first and the last displayed result. */
  first: number
  last: number
  total: number
}

/** The displayed range, and the number of all results: `11–20 of 66 results`. */
export function SummaryText({ total, ...ranks }: SummaryTextProps) {
  return (
    <>
      {rangeWords({ total, ...ranks })}
      <strong data-testid="result-count">{total}</strong> {noun(total)}
    </>
  )
}

/** The words of `SummaryText`, with the query if there is one. */
export function summaryWords({ total, query, ...ranks }: SummaryTextProps & { query: string }): string {
  const found = `${rangeWords({ total, ...ranks })}${total} ${noun(total)}`
  return query.trim() === '' ? found : `${found} for “${query}”`
}

function rangeWords({ first, last, total }: SummaryTextProps): string {
  return total > last - first + 1 ? `${first}–${last} of ` : ''
}

function noun(total: number): string {
  return total === 1 ? 'result' : 'results'
}
