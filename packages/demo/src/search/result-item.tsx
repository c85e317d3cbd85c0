import type { Result } from '@coveo/headless'
import type { MouseEvent } from 'react'
import { Highlight } from './highlight.tsx'
import { resultFields } from './result-fields.ts'
import { ResultMeta } from './result-meta.tsx'

interface ResultItemProps {
  result: Result
  /** The URL's fragment of the search that found the result. */
  fragment: string
  /** Opens the result on this page. Without it, the link loads the search page. */
  onRead?: ((result: Result) => void) | undefined
}

/** One result: a link that opens it in the reading pane, excerpt with highlights, and source. */
export function ResultItem({ result, fragment, onRead }: ResultItemProps) {
  const { title, excerpt } = resultFields(result)

  function read(event: MouseEvent) {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey
    if (onRead === undefined || opensElsewhere) return
    event.preventDefault()
    onRead(result)
  }

  return (
    <li className="result">
      <h3>
        <a dir="auto" href={`/?read=${encodeURIComponent(result.uniqueId)}#${fragment}`} onClick={read}>
          <Highlight text={title} ranges={result.titleHighlights ?? []} />
        </a>
      </h3>
      <p className="result-excerpt" dir="auto">
        <Highlight text={excerpt} ranges={result.excerptHighlights ?? []} />
      </p>
      <ResultMeta result={result} />
    </li>
  )
}
