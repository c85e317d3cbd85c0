import type { PageErrorCode } from './endpoint-error.ts'

export interface EndpointSentence {
  /** The event, without the full stop. */
  readonly what: string
  /** The change to make, and where. */
  readonly remedy: string
}

/** The sentences for developers about each error that a page can meet. */
export const endpointSentences: Readonly<Record<PageErrorCode, EndpointSentence>> = {
  'endpoint-unreachable': {
    what: 'The token endpoint could not be reached',
    remedy:
      'Check the network and the `endpoint` address; on another origin, let your endpoint allow this page by CORS.',
  },
  'endpoint-timeout': {
    what: 'The token endpoint did not respond within 10 seconds',
    remedy: 'Find the slow part of your endpoint; a session lookup or a proxy is the usual cause.',
  },
  'endpoint-redirected': {
    what: 'The token endpoint redirected',
    remedy: 'Let your endpoint respond 401 where pages redirect to a login, and set `endpoint` to its final address.',
  },
  'endpoint-not-found': {
    what: 'There is no token endpoint at this address',
    remedy: 'Mount your endpoint at this address, or correct `endpoint`.',
  },
  'endpoint-failed': {
    what: 'The token endpoint failed',
    remedy: 'Read the log of your server: it has the cause.',
  },
  'endpoint-not-json': {
    what: 'The response of the token endpoint is not JSON',
    remedy: 'Exempt your endpoint from page fallbacks, rewrites and login walls: one of those sent the response.',
  },
  'endpoint-too-large': {
    what: 'The response of the token endpoint has more than 128 KB',
    remedy: 'Send only the token response from your endpoint, and put fewer groups into the grant.',
  },
  'endpoint-bad-response': {
    what: 'The response of the token endpoint breaks its contract',
    remedy: 'Send the response of `createCoveo` or `createFetchHandler` unchanged.',
  },
  'endpoint-no-token': {
    what: 'The response of the token endpoint has no token',
    remedy: 'Await the token in your endpoint before you respond, and send it as `token`; respond 401 without a user.',
  },
  'endpoint-expired-token': {
    what: 'The token endpoint sent an expired token',
    remedy: 'Compute `expiresIn` for each response of your endpoint, and exempt it from every cache.',
  },
  'renewal-storm': {
    what: 'The page requested five tokens within a minute, so the next one has to wait',
    remedy: 'Find the loop that calls `renew()` or `reportRejected()`, or the reason why Coveo rejects the tokens.',
  },
  'signed-out': {
    what: 'The user signed out during the request',
    remedy: 'Call `renew()` after the next sign-in.',
  },
  disposed: { what: 'This token source was disposed of', remedy: 'Create a new one.' },
  'not-authenticated': { what: 'The user is not signed in', remedy: 'Sign in, then call `renew()`.' },
  'missing-privileges': {
    what: 'The Coveo token lacks privileges that this address requires',
    remedy: 'Grant the privileges in `missing` of the response, or set `endpoint` to a token endpoint.',
  },
  'forbidden-origin': {
    what: 'The token endpoint does not allow the origin of this page',
    remedy: 'Add the origin to `allowedOrigins` of your endpoint, or serve page and endpoint from one origin.',
  },
  'method-not-allowed': {
    what: 'The token endpoint does not accept this method',
    remedy: 'Mount your endpoint for both GET and POST.',
  },
  'bad-request': {
    what: 'The token endpoint could not read the request',
    remedy: 'Use the same version of the kit in the page and on your server, and let no proxy change the body.',
  },
  'too-many-requests': {
    what: 'The token endpoint limits the requests of this page',
    remedy: 'Find the code that calls `renew()` or `reportRejected()` often, or raise the limit of your endpoint.',
  },
  'coveo-refused': {
    what: 'Coveo refused to create a token',
    remedy: 'Read the log of your server: it names the fault in the API key or the grant.',
  },
  'coveo-unavailable': {
    what: 'Coveo is unavailable',
    remedy: 'There is nothing to correct: the source retries.',
  },
  internal: { what: 'The token endpoint failed', remedy: 'Read the log of your server: it has the cause.' },
}
