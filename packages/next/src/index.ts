export {
  anonymousIdentity,
  commerceGrant,
  emailIdentity,
  type Grant,
  platformGrant,
  searchGrant,
} from '@coveo-token/core'
export { type CoveoOptions, createCoveo, type NextCoveo } from './create-coveo.ts'
export { createTokenRoute, type TokenRouteHandlers, type TokenRouteOptions } from './create-token-route.ts'
