import * as z from 'zod'
import { notFound } from '../api/api-error.ts'
import { escapeHtml } from '../html/escape-html.ts'
import type { Corpus } from './evaluate-expression.ts'
import { highlightsOf } from './highlight.ts'
import { localization } from './localization.ts'
import { parseKeywords } from './parse-keywords.ts'
import { queryTerms } from './query-terms.ts'
import { primaryIdOf, uniqueIdOf } from './result.ts'
import { searchParameters } from './search-parameters.ts'

const quickViewRequestSchema = z
  .strictObject({
    uniqueId: z.string().optional(),
    primaryId: z.string().optional(),
    q: z.string().max(5000).default(''),
    ...localization,
  })
  .refine(({ uniqueId, primaryId }) => uniqueId || primaryId, { path: ['uniqueId'], error: 'is required' })

const ofTheSearch = Object.keys(searchParameters.schema.shape).filter((name) => !(name in quickViewRequestSchema.shape))

/** The parameters of a quick view, and those of the search that found the document. */
export const quickViewParameters = {
  call: 'A quick view',
  schema: quickViewRequestSchema,
  ignored: ['enableNavigation', 'findNext', 'findPrevious', 'page', 'requestedOutputSize'],
  context: [...ofTheSearch, ...searchParameters.ignored, ...searchParameters.context],
}

export type QuickViewRequest = z.infer<typeof quickViewRequestSchema>

/** Renders a document as an HTML page with marked query terms. Throws a 404 unless the caller can access it. */
export function quickView({ uniqueId, primaryId, q }: QuickViewRequest, { entries }: Corpus): string {
  const entry = entries.find((one) =>
    uniqueId ? uniqueIdOf(one.document) === uniqueId : primaryIdOf(one) === primaryId,
  )
  if (!entry) throw notFound('The document does not exist, or the caller cannot access it.', 'DOCUMENT_NOT_FOUND')
  const { title, body, author, date } = entry.document
  const stems = new Set(queryTerms(parseKeywords(q)).map((word) => word.stem))
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body>
<h1>${mark(title, stems)}</h1>
<p>${escapeHtml(author)}, <time datetime="${date}">${date}</time></p>
<p>${mark(body, stems)}</p>
</body>
</html>
`
}

function mark(text: string, stems: ReadonlySet<string>): string {
  let marked = ''
  let last = 0
  for (const { offset, length } of highlightsOf(text, stems)) {
    marked += `${escapeHtml(text.slice(last, offset))}<mark>${escapeHtml(text.slice(offset, offset + length))}</mark>`
    last = offset + length
  }
  return marked + escapeHtml(text.slice(last))
}
