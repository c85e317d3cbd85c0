export {
  anonymousIdentity,
  commerceGrant,
  emailIdentity,
  type Grant,
  platformGrant,
  searchGrant,
} from '@coveo-token/core'
export { type CoveoTokenEndpointOptions, coveoTokenEndpoint } from './coveo-token-endpoint.ts'
export { type CoveoOptions, createCoveo, type ExpressCoveo } from './create-coveo.ts'
export { type RequirePrivilegesOptions, requirePrivileges } from './require-privileges.ts'
