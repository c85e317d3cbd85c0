import * as z from 'zod'

/** A document of the index, built-in or from `options.documents`. */
export const documentSchema = z.strictObject({
  /** Unique in the index. */
  id: z.string().min(1),
  title: z.string().min(1),
  body: z.string(),
  clickUri: z.url(),
  source: z.string().min(1),
  filetype: z.string().default('html'),
  objecttype: z.string().default('Article'),
  author: z.string().default('Documentation Team'),
  /** ISO-8601 date. */
  date: z.iso.date(),
  department: z.string().default('Company'),
  tags: z.array(z.string()).default([]),
  language: z.string().default('English'),
  /** Groups by name and users by email address with access. `Everyone` includes anonymous users. */
  allowed: z.array(z.string().min(1)).min(1),
})

export type DocumentInput = z.input<typeof documentSchema>
export type IndexedDocument = z.output<typeof documentSchema>
