import * as z from 'zod'
import { badRequest } from '../api/api-error.ts'
import { describeIssues } from '../api/parse-input.ts'

export const settingsSchema = z.strictObject({
  /** Lifetime of every new token in milliseconds; null uses the lifetime of the request. Default null. */
  tokenLifeMs: z.int().min(1000).nullable(),
  /** Shape of `privileges/token`: `current` (targetId, level) or `legacy` (targetIds, global). Default `current`. */
  privilegeShape: z.enum(['current', 'legacy']),
  /** Status for an expired search token. Default 419. */
  expiredTokenStatus: z.union([z.literal(401), z.literal(419)]),
  /** Status of platform routes for a caller that lacks a privilege. Default 401. */
  missingPrivilegeStatus: z.union([z.literal(401), z.literal(403)]),
  /** Whether a platform token that holds IMPERSONATE may create tokens. Default false. */
  platformTokensMayMint: z.boolean(),
})

/** Behaviour that Coveo leaves undocumented, and token lifetime. */
export type EmulatorSettings = z.infer<typeof settingsSchema>

export const defaultSettings: Readonly<EmulatorSettings> = {
  tokenLifeMs: null,
  privilegeShape: 'current',
  expiredTokenStatus: 419,
  missingPrivilegeStatus: 401,
  platformTokensMayMint: false,
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
