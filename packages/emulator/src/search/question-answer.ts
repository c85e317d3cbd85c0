import { isQuery, type Pipeline } from './pipeline.ts'
import type { IndexEntry } from './search-index.ts'

/** Returns the smart snippet of a query, if the caller can access its document. */
export function questionAnswer(
  q: string,
  { smartSnippets, entries }: { smartSnippets: Pipeline['smartSnippets']; entries: readonly IndexEntry[] },
) {
  const snippet = smartSnippets.find(({ query }) => isQuery(query, q))
  const answer = snippet && toAnswer(snippet, entries)
  if (!answer) return undefined
  const related = snippet.related.map((one) => toAnswer(one, entries)).filter((one) => one !== undefined)
  return { answerFound: true, ...answer, relatedQuestions: related }
}

function toAnswer(
  { heading, snippet, document }: { heading: string; snippet: string; document: string },
  entries: readonly IndexEntry[],
) {
  const entry = entries.find((one) => one.document.id === document)
  if (!entry) return undefined
  const documentId = { contentIdKey: 'permanentid', contentIdValue: String(entry.fields.permanentid) }
  return { question: heading, answerSnippet: snippet, documentId, score: 1 }
}
