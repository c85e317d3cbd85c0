export const apiKeyNames = ['authenticatedSearch', 'anonymousSearch', 'usageAnalytics', 'organizationView'] as const

/**
 * The emulator's API keys, one for each common key template.
 * @see https://docs.coveo.com/en/1718
 */
export type ApiKeyName = (typeof apiKeyNames)[number]
export type ApiKeys = Readonly<Record<ApiKeyName, string>>

/** Creates keys in Coveo's format, `xx` and a UUID; keys in `given` are kept. */
export function createApiKeys(given: Partial<ApiKeys> = {}): ApiKeys {
  const keys = apiKeyNames.map((name) => [name, given[name] ?? `xx${crypto.randomUUID()}`])
  return Object.freeze(Object.fromEntries(keys)) as ApiKeys
}
