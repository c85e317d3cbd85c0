import type { Result } from '@coveo/headless'

// A fixed time zone, so that server and browser render the same date.
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Source, authors and date of a result. */
export function ResultMeta({ result }: { result: Result }) {
  const { author, source, date } = result.raw
  const authors = (Array.isArray(author) ? author : [author]).filter((name) => typeof name === 'string')
  return (
    <p className="result-meta">
      {source !== undefined && <span className="result-source">{source}</span>}
      {authors.length > 0 && <span>{authors.join(', ')}</span>}
      {typeof date === 'number' && <time dateTime={new Date(date).toISOString()}>{day.format(date)}</time>}
    </p>
  )
}
