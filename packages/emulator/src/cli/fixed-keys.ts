import type { ApiKeys } from '../authorization/api-keys.ts'

/** The API keys of the command: the same at every start and on every machine, so that an env file stays valid. */
export const fixedApiKeys: ApiKeys = {
  authenticatedSearch: 'xx00000000-0000-4000-8000-000000000001',
  anonymousSearch: 'xx00000000-0000-4000-8000-000000000002',
  usageAnalytics: 'xx00000000-0000-4000-8000-000000000003',
  organizationView: 'xx00000000-0000-4000-8000-000000000004',
}

/** The administrator token of the command. */
export const fixedAdminToken = 'x00000000-0000-4000-8000-000000000005'
