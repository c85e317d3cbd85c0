import type { ApiKeyName } from './api-keys.ts'
import type { Privilege } from './privilege.ts'
import {
  executeQuery,
  impersonate,
  impersonateInAnalytics,
  pushAnalytics,
  viewOrganization,
} from './privilege-catalog.ts'

export interface ApiKeyTemplate {
  /** Template id of Coveo. Custom keys have none. */
  id?: string
  displayName: string
  description: string
  privacyLevel: 'PUBLIC' | 'PRIVATE'
  privileges: readonly Privilege[]
}

export interface ApiKeyTemplateSettings {
  /** Whether the Authenticated search key holds EXECUTE_QUERY. Coveo's documentation suggests not. Default false. */
  authenticatedSearchQueries: boolean
}

/**
 * The templates of the emulator's keys. The anonymous bundle is as printed in production; the others are inferred.
 * @see https://docs.coveo.com/en/1718
 */
export const apiKeyTemplates: Readonly<Record<ApiKeyName, ApiKeyTemplate>> = {
  anonymousSearch: {
    id: 'AnonymousSearch',
    displayName: 'Anonymous search',
    description: 'Queries and analytics of anonymous users.',
    privacyLevel: 'PUBLIC',
    privileges: [executeQuery, pushAnalytics, impersonateInAnalytics],
  },
  authenticatedSearch: {
    id: 'AuthenticatedSearch',
    displayName: 'Authenticated search',
    description: 'Creates search tokens and platform tokens for users.',
    privacyLevel: 'PRIVATE',
    privileges: [impersonate, impersonateInAnalytics, pushAnalytics],
  },
  usageAnalytics: {
    id: 'UsageAnalytics',
    displayName: 'Usage analytics',
    description: 'Sends analytics events of any user.',
    privacyLevel: 'PUBLIC',
    privileges: [pushAnalytics, impersonateInAnalytics],
  },
  organizationView: {
    displayName: 'Organization view',
    description: 'Lists the privileges of platform tokens.',
    privacyLevel: 'PRIVATE',
    privileges: [viewOrganization],
  },
}

/** Returns the privileges of a key of this template. */
export function templatePrivileges(template: ApiKeyTemplate, settings: ApiKeyTemplateSettings): readonly Privilege[] {
  const queries = template.id === 'AuthenticatedSearch' && settings.authenticatedSearchQueries
  return queries ? [executeQuery, ...template.privileges] : template.privileges
}
