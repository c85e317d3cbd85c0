import * as z from 'zod'
import { describeIssues } from '../api/describe-issues.ts'
import type { ApiKeys } from '../authorization/api-keys.ts'
import { type EmulatorSettings, settingsSchema } from '../control/settings.ts'
import { type DocumentInput, documentSchema } from '../documents/document.ts'
import { type PipelineInput, pipelineSchema } from '../search/pipeline.ts'

export interface EmulatorOptions {
  /** Port to listen on; 0 picks a free one. Default 0. */
  port?: number
  /** Address to listen on. Default `127.0.0.1`, which only this machine reaches. */
  host?: string
  /** Id of the only organization. Default `emulator`. */
  organizationId?: string
  /** API keys, in the format `xx` and a UUID. Default: new keys at each start. */
  apiKeys?: Partial<ApiKeys>
  /** OAuth token of an administrator, in the format `x` and a UUID. Default: a new token at each start. */
  adminToken?: string
  /** Behaviour and token lifetime. */
  settings?: Partial<EmulatorSettings>
  /** All documents of the index. Default: the built-in documents of a fictional company. */
  documents?: readonly DocumentInput[]
  /** Triggers, thesaurus and smart snippets of queries. Default: none. */
  pipeline?: PipelineInput
  /** Groups by name, with the email addresses of their members. Default: the built-in ones. */
  groups?: Readonly<Record<string, readonly string[]>>
  /** Time source of the emulator's clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number
}

const keySchema = z
  .string()
  .regex(/^xx[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be "xx" followed by a UUID')

/** The schema of a config file: every option that JSON can express. */
export const configSchema = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional(),
  organizationId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/i, 'must be letters, digits and hyphens')
    .optional(),
  apiKeys: z
    .strictObject({
      authenticatedSearch: keySchema.optional(),
      anonymousSearch: keySchema.optional(),
      usageAnalytics: keySchema.optional(),
      organizationView: keySchema.optional(),
    })
    .refine((keys) => new Set(Object.values(keys)).size === Object.values(keys).length, 'must differ from each other')
    .optional(),
  adminToken: z
    .string()
    .regex(/^x[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be "x" followed by a UUID')
    .optional(),
  settings: settingsSchema.partial().optional(),
  documents: z
    .array(documentSchema)
    .refine((documents) => new Set(documents.map(({ id }) => id)).size === documents.length, 'ids must be unique')
    .optional(),
  pipeline: pipelineSchema.optional(),
  groups: z.record(z.string(), z.array(z.string())).optional(),
})

const optionsSchema = configSchema.extend({
  now: z.custom<() => number>((value) => typeof value === 'function', 'must be a function').optional(),
})

export type CheckedOptions = z.output<typeof optionsSchema>

/** Validates options. Throws a `TypeError` that names every problem. */
export function checkOptions(caller: string, options: EmulatorOptions): CheckedOptions {
  const result = optionsSchema.safeParse(options)
  if (!result.success) throw new TypeError(`${caller}: ${describeIssues(result.error)}`)
  return result.data
}
