import { randomUUID } from 'node:crypto'
import type { Privilege } from './privilege.ts'
import {
  executeQuery,
  impersonate,
  impersonateInAnalytics,
  pushAnalytics,
  viewOrganization,
} from './privilege-catalog.ts'

export const apiKeyNames = ['authenticatedSearch', 'anonymousSearch', 'usageAnalytics', 'organizationView'] as const

/**
 * The emulator's API keys, one for each common key template.
 * @see https://docs.coveo.com/en/1718
 */
export type ApiKeyName = (typeof apiKeyNames)[number]
export type ApiKeys = Readonly<Record<ApiKeyName, string>>

/** The privileges of each key. */
export const apiKeyPrivileges: Readonly<Record<ApiKeyName, readonly Privilege[]>> = {
  authenticatedSearch: [executeQuery, impersonate, pushAnalytics],
  anonymousSearch: [executeQuery, pushAnalytics],
  usageAnalytics: [pushAnalytics, impersonateInAnalytics],
  organizationView: [viewOrganization],
}

/** Creates keys in Coveo's format, `xx` and a UUID; keys in `given` are kept. */
export function createApiKeys(given: Partial<ApiKeys> = {}): ApiKeys {
  const keys = apiKeyNames.map((name) => [name, given[name] ?? `xx${randomUUID()}`])
  return Object.freeze(Object.fromEntries(keys)) as ApiKeys
}

export function apiKeyNameOf(keys: ApiKeys, key: string): ApiKeyName | undefined {
  return apiKeyNames.find((name) => keys[name] === key)
}
