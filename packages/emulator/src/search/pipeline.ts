import * as z from 'zod'
import type { Expression } from './expression.ts'
import { wordsOf } from './words.ts'

const text = z.string().min(1)

/** Query pipeline features of the emulator: triggers, a thesaurus and smart snippets. */
export const pipelineSchema = z.strictObject({
  /** Triggers of a query, which is compared case-insensitively. */
  triggers: z
    .array(
      z.strictObject({ query: text, type: z.enum(['notify', 'execute', 'query', 'redirect']), content: z.unknown() }),
    )
    .default([]),
  /** Lists of words with the same meaning. */
  thesaurus: z.array(z.array(text).min(2)).default([]),
  /** Snippets of documents that respond to a query. */
  smartSnippets: z
    .array(
      z.strictObject({
        query: text,
        heading: text,
        snippet: text,
        /** Id of the document. */
        document: text,
        related: z.array(z.strictObject({ heading: text, snippet: text, document: text })).default([]),
      }),
    )
    .default([]),
})

export type PipelineInput = z.input<typeof pipelineSchema>
export type Pipeline = z.output<typeof pipelineSchema>

/** Whether the condition of a trigger or a smart snippet is this query. */
export function isQuery(condition: string, q: string): boolean {
  return condition.trim().toLowerCase() === q.trim().toLowerCase()
}

/** Returns the triggers of a query. */
export function triggersOf(q: string, { triggers = [] }: Partial<Pipeline>) {
  return triggers.filter(({ query }) => isQuery(query, q)).map(({ type, content }) => ({ type, content }))
}

/** Replaces each word of the thesaurus by a choice of the words with the same meaning. */
export function thesaurusExpansion(expression: Expression, thesaurus: readonly (readonly string[])[]): Expression {
  if (thesaurus.length === 0) return expression
  if (expression.kind === 'and' || expression.kind === 'or' || expression.kind === 'some') {
    return { ...expression, parts: expression.parts.map((part) => thesaurusExpansion(part, thesaurus)) }
  }
  if (expression.kind !== 'term') return expression
  const stem = wordsOf(expression.text)[0]?.stem
  const synonyms = thesaurus.find((words) => words.some((word) => wordsOf(word)[0]?.stem === stem))
  if (!synonyms) return expression
  return { kind: 'or', parts: synonyms.map((word) => ({ kind: 'phrase', text: word })) }
}
