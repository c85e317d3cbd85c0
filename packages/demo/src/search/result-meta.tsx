import type { Result } from '@coveo/headless'
import { resultFields } from './result-fields.ts'

// A fixed time zone, so that server and browser render the same date.
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Source, authors and date of a result. */
export function ResultMeta({ result }: { result: Result }) {
  const { source, authors, date } = resultFields(result)
  return (
    <p className="result-meta">
      {source !== undefined && <span className="result-source">{source}</span>}
      {authors.length > 0 && <span>{authors.join(', ')}</span>}
      {date !== undefined && <time dateTime={date.toISOString()}>{day.format(date)}</time>}
    </p>
  )
}
