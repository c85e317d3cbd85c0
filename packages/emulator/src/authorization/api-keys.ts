import { randomUUID } from 'node:crypto'
import {
  executeQuery,
  impersonate,
  impersonateInAnalytics,
  pushAnalytics,
  viewOrganization,
} from './known-privileges.ts'
import type { Privilege } from './privilege.ts'

export const apiKeyNames = ['authenticatedSearch', 'anonymousSearch', 'usageAnalytics', 'organizationView'] as const

/** The emulator's API keys, one for each usual template of Coveo's console (slug 1718). */
export type ApiKeyName = (typeof apiKeyNames)[number]
export type ApiKeys = Readonly<Record<ApiKeyName, string>>

/** What a key's template allows. */
export const apiKeyPrivileges: Readonly<Record<ApiKeyName, readonly Privilege[]>> = {
  authenticatedSearch: [executeQuery, impersonate, pushAnalytics],
  anonymousSearch: [executeQuery, pushAnalytics],
  usageAnalytics: [pushAnalytics, impersonateInAnalytics],
  organizationView: [viewOrganization],
}

/** New keys in Coveo's form, `xx` and a UUID, except those that are given. */
export function createApiKeys(given: Partial<ApiKeys> = {}): ApiKeys {
  const made = apiKeyNames.map((name) => [name, given[name] ?? `xx${randomUUID()}`])
  return Object.freeze(Object.fromEntries(made)) as ApiKeys
}

export function apiKeyNameOf(keys: ApiKeys, key: string): ApiKeyName | undefined {
  return apiKeyNames.find((name) => keys[name] === key)
}
