/** Codes of errors on the server: its configuration, Coveo's responses, the shared store, the application's functions. */
export type ServerErrorCode = (typeof serverCodes)[number]
export const serverCodes = [
  'configuration',
  'grant-invalid',
  'coveo-refused',
  'coveo-rate-limited',
  'coveo-unreachable',
  'coveo-timeout',
  'coveo-server-error',
  'coveo-bad-response',
  'coveo-redirected',
  'coveo-wrong-organization',
  'mint-limit-reached',
  'shared-store-failed',
  'shared-store-unreadable',
  'application-timeout',
  'aborted',
  'closed',
] as const

/** Codes in the problem responses of the token endpoint and the privilege guards. */
export type EndpointErrorCode = (typeof endpointCodes)[number]
export const endpointCodes = [
  'not-authenticated',
  'missing-privileges',
  'forbidden-origin',
  'method-not-allowed',
  'bad-request',
  'too-many-requests',
  'coveo-refused',
  'coveo-unavailable',
  'internal',
] as const

/** Codes of errors in the browser: the token endpoint's response, or the lack of one. */
export type BrowserErrorCode = (typeof browserCodes)[number]
export const browserCodes = [
  'endpoint-unreachable',
  'endpoint-timeout',
  'endpoint-redirected',
  'endpoint-not-found',
  'endpoint-failed',
  'endpoint-not-json',
  'endpoint-too-large',
  'endpoint-bad-response',
  'endpoint-no-token',
  'endpoint-expired-token',
  'renewal-storm',
  'signed-out',
  'disposed',
] as const

export type TokenErrorCode = ServerErrorCode | EndpointErrorCode | BrowserErrorCode
