import * as z from 'zod'

const ownValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))], {
  error: 'must be text, a number, a boolean or a list of texts or numbers',
})

/** Names of fields that the index computes. */
const computedFields = new Set([
  'uri',
  'sysuri',
  'clickableuri',
  'urihash',
  'permanentid',
  'collection',
  'concepts',
  'allowed',
])

/**
 * A document of the index, built-in or from `options.documents`. Any other key is a field of its own: `brand: 'Acme'`,
 * `price: 12.5`, `colors: ['red', 'blue']`, or a date and time such as `released: '2026-01-31T09:00:00Z'`.
 */
export const documentSchema = z
  .object({
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
  .catchall(ownValue)
  .superRefine((document, context) => {
    for (const name of Object.keys(document)) {
      if (name in standardKeys) continue
      if (!/^[a-z][a-z0-9_]*$/i.test(name) || computedFields.has(name.toLowerCase())) {
        context.addIssue({ code: 'custom', path: [name], message: 'is not a name for a field of its own' })
      }
    }
  })

const standardKeys = {
  id: 0,
  title: 0,
  body: 0,
  clickUri: 0,
  source: 0,
  filetype: 0,
  objecttype: 0,
  author: 0,
  date: 0,
  department: 0,
  tags: 0,
  language: 0,
  allowed: 0,
} as const

/** Whether a document key is one of its standard properties, rather than a field of its own. */
export function isStandardKey(name: string): boolean {
  return name in standardKeys
}

export type DocumentInput = z.input<typeof documentSchema>
export type IndexedDocument = z.output<typeof documentSchema>
