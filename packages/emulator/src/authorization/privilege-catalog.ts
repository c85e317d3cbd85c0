import { type Privilege, privilege } from './privilege.ts'

export const executeQuery = privilege('SEARCH_API', 'EXECUTE_QUERY')
export const impersonate = privilege('SEARCH_API', 'IMPERSONATE')
export const pushAnalytics = privilege('USAGE_ANALYTICS', 'ANALYTICS_DATA', 'EDIT')
export const impersonateInAnalytics = privilege('USAGE_ANALYTICS', 'IMPERSONATE')
export const viewApiKeys = privilege('PLATFORM', 'API_KEY', 'VIEW')
export const createApiKeys = privilege('PLATFORM', 'API_KEY', 'CREATE')
export const editApiKeys = privilege('PLATFORM', 'API_KEY', 'EDIT')
export const useCaseAssist = privilege('CUSTOMER_SERVICE', 'USE_CASE_ASSIST')
export const readInsightInterface = privilege('CUSTOMER_SERVICE', 'INSIGHT_PANEL_INTERFACE', 'VIEW')
export const readInsightDocuments = privilege('CUSTOMER_SERVICE', 'INSIGHT_PANEL_DOCUMENTS', 'VIEW')
export const viewOrganization = privilege('PLATFORM', 'ORGANIZATION', 'VIEW')

/** Privileges that a platform token can carry: the response of `privileges/platformtokens`. */
export const platformTokenPrivileges: readonly Privilege[] = [
  executeQuery,
  impersonate,
  privilege('SEARCH_API', 'VIEW_ALL_CONTENT'),
  privilege('SEARCH_API', 'QUERY_PIPELINE', 'VIEW'),
  pushAnalytics,
  privilege('USAGE_ANALYTICS', 'ANALYTICS_DATA', 'VIEW'),
  impersonateInAnalytics,
  useCaseAssist,
  readInsightInterface,
  readInsightDocuments,
  privilege('COVEO_ML', 'ALLOW_CONTENT_PREVIEW'),
  viewOrganization,
  privilege('PLATFORM', 'SOURCE', 'VIEW'),
  privilege('PLATFORM', 'FIELD', 'VIEW'),
]

/** Every privilege of the organization: the response of `privileges`. */
export const organizationPrivileges: readonly Privilege[] = [
  ...platformTokenPrivileges,
  privilege('PLATFORM', 'ORGANIZATION', 'EDIT'),
  createApiKeys,
  viewApiKeys,
  editApiKeys,
]

/** Privileges of custom keys. Coveo excludes queries, impersonation and sending analytics. */
export const customKeyPrivileges: readonly Privilege[] = organizationPrivileges.filter(
  ({ owner, targetDomain, type }) =>
    !(owner === 'SEARCH_API' && ['EXECUTE_QUERY', 'IMPERSONATE'].includes(targetDomain)) &&
    !(owner === 'USAGE_ANALYTICS' && targetDomain === 'ANALYTICS_DATA' && type === 'EDIT'),
)
