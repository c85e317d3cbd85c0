import * as z from 'zod'
import { badRequest } from '../api/api-error.ts'
import { describeIssues } from '../api/describe-issues.ts'

export const settingsSchema = z.strictObject({
  /** Lifetime of every new token in milliseconds; null uses the lifetime of the request. Default null. */
  tokenLifeMs: z.int().min(1000).nullable(),
  /** Shape of `privileges/token`: `observed`, `current` (targetId, level) or `legacy` (targetIds). Default `observed`. */
  privilegeShape: z.enum(['observed', 'current', 'legacy']),
  /** Status for an expired search token. Default 419. */
  expiredTokenStatus: z.union([z.literal(401), z.literal(419)]),
  /** Status of platform routes for a caller that lacks a privilege. Default 401. */
  missingPrivilegeStatus: z.union([z.literal(401), z.literal(403)]),
  /** Whether a platform token that holds IMPERSONATE may create tokens. Default false. */
  platformTokensMayMint: z.boolean(),
  /** Whether `userIds` of a platform token need SEARCH_API:IMPERSONATE among its privileges. Default true. */
  userIdsRequireImpersonate: z.boolean(),
  /** Whether the Authenticated search key holds SEARCH_API:EXECUTE_QUERY. Default false. */
  authenticatedSearchQueries: z.boolean(),
  /** `reject` is a 400 for what depends on a field that no document has, `warn` finds nothing. Default `reject`. */
  unknownFields: z.enum(['reject', 'warn']),
  /** Region of the organization; requests to another region's host get a 400. Null accepts all. Default null. */
  region: z.enum(['us', 'eu', 'au', 'ca']).nullable(),
})

/** Behaviour that Coveo leaves undocumented, and token lifetime. */
export type EmulatorSettings = z.infer<typeof settingsSchema>

export const defaultSettings: Readonly<EmulatorSettings> = {
  tokenLifeMs: null,
  privilegeShape: 'observed',
  expiredTokenStatus: 419,
  missingPrivilegeStatus: 401,
  platformTokensMayMint: false,
  userIdsRequireImpersonate: true,
  authenticatedSearchQueries: false,
  unknownFields: 'reject',
  region: null,
}

export interface SettingsStore {
  get(): Readonly<EmulatorSettings>
  /** Changes the given settings. Throws a 400 for unknown names and invalid values. */
  update(changes: Partial<EmulatorSettings>): Readonly<EmulatorSettings>
  /** Restores the settings of the start. */
  reset(): void
}

export function createSettingsStore(initial: Partial<EmulatorSettings> = {}): SettingsStore {
  const start = { ...defaultSettings, ...initial }
  let current = start
  return {
    get: () => current,
    update(changes) {
      const parsed = settingsSchema.partial().safeParse(changes)
      if (!parsed.success) throw badRequest(`Invalid settings: ${describeIssues(parsed.error)}`, 'INVALID_SETTINGS')
      current = { ...current, ...parsed.data }
      return current
    },
    reset() {
      current = start
    },
  }
}
