export { createServerToken, type ServerToken, type ServerTokenOptions } from './create-server-token.ts'
export { createTokenRoute, type TokenRouteOptions } from './create-token-route.ts'
export { type SharedIssuerOptions, sharedIssuer } from './shared-issuer.ts'
export { type WithPrivilegesOptions, withPrivileges } from './with-privileges.ts'
