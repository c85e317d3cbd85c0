import { z } from 'zod'
import { badRequest } from '../http/api-error.ts'
import { describeIssues } from '../http/parse-input.ts'

export const settingsSchema = z.strictObject({
  /** Life of every new token in milliseconds, whatever the call asks for; null lets the call decide. Default null. */
  tokenLifeMs: z.int().min(1000).nullable(),
  /** Shape of `privileges/token`: `current` (targetId, level) or `legacy` (targetIds, global). Default `current`. */
  privilegeShape: z.enum(['current', 'legacy']),
  /** Status for a search token that has ended. Default 419. */
  expiredTokenStatus: z.union([z.literal(401), z.literal(419)]),
  /** Status of the platform calls for a caller that lacks a privilege. Default 401. */
  missingPrivilegeStatus: z.union([z.literal(401), z.literal(403)]),
  /** Whether a platform token that holds IMPERSONATE may create tokens. Default false. */
  platformTokensMayMint: z.boolean(),
})

/** How the emulator behaves where Coveo's documents leave room, and how long its tokens live. */
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
  /** Changes the settings that are named; refuses unknown names and values. */
  update(changes: Partial<EmulatorSettings>): Readonly<EmulatorSettings>
  /** Back to the settings of the start. */
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
