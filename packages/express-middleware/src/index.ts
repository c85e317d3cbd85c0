export { type CoveoTokenOptions, coveoToken } from './coveo-token.ts'
export { type CoveoTokenEndpointOptions, coveoTokenEndpoint } from './coveo-token-endpoint.ts'
export { type RequirePrivilegesOptions, requirePrivileges } from './require-privileges.ts'
