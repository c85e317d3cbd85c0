import type { Result } from '@coveo/headless'
import { Highlight } from './highlight.tsx'

// A fixed time zone, so that server and browser render the same date.
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** One result: title, excerpt with highlights, and source. */
export function ResultItem({ result }: { result: Result }) {
  const { author, source, date } = result.raw
  const authors = (Array.isArray(author) ? author : [author]).filter((name) => typeof name === 'string')
  return (
    <li className="result">
      <h3>
        <a href={safeLink(result.clickUri)} target="_blank" rel="noreferrer">
          <Highlight text={result.title} ranges={result.titleHighlights ?? []} />
        </a>
      </h3>
      <p className="result-excerpt">
        <Highlight text={result.excerpt ?? ''} ranges={result.excerptHighlights ?? []} />
      </p>
      <p className="result-meta">
        {source !== undefined && <span className="result-source">{source}</span>}
        {authors.length > 0 && <span>{authors.join(', ')}</span>}
        {typeof date === 'number' && <time dateTime={new Date(date).toISOString()}>{day.format(date)}</time>}
      </p>
    </li>
  )
}

/** An index can contain any URI; only http and https become links. */
function safeLink(uri: string | undefined): string | undefined {
  return uri !== undefined && /^https?:\/\//i.test(uri) ? uri : undefined
}
