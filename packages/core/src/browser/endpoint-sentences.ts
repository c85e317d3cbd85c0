import type { BrowserErrorCode, EndpointErrorCode } from '../shared/token-error.ts'

export interface EndpointSentence {
  /** What happened, without the full stop. */
  readonly what: string
  /** What to change, and where. */
  readonly remedy: string
}

/** The words for every way in which a browser can end up without a token, for whoever wrote the endpoint. */
export const endpointSentences: Readonly<Record<string, EndpointSentence>> &
  Readonly<Record<BrowserErrorCode | EndpointErrorCode, EndpointSentence>> = {
  'endpoint-unreachable': {
    what: 'The token endpoint could not be reached',
    remedy:
      'Check the network and the `endpoint` address; on another origin, let your endpoint answer CORS for this page.',
  },
  'endpoint-timeout': {
    what: 'The token endpoint did not answer within 10 seconds',
    remedy: 'Find out what your endpoint waits for; a session lookup or a proxy is the usual reason.',
  },
  'endpoint-redirected': {
    what: 'The token endpoint redirected',
    remedy: 'Let your endpoint answer 401 where pages redirect to a login, and give `endpoint` its final address.',
  },
  'endpoint-not-found': {
    what: 'There is no token endpoint at this address',
    remedy: 'Mount your endpoint there, or correct `endpoint`.',
  },
  'endpoint-failed': {
    what: 'The token endpoint failed',
    remedy: 'Look at the log of your server: the reason stays there.',
  },
  'endpoint-not-json': {
    what: 'The token endpoint answered something that is not JSON',
    remedy:
      'Exempt your endpoint from page fallbacks, rewrites and login walls: it was probably one of those that answered.',
  },
  'endpoint-too-large': {
    what: 'The token endpoint answered more than 128 KB',
    remedy: 'Send only the token answer from your endpoint, and put fewer groups into the grant.',
  },
  'endpoint-bad-response': {
    what: 'The token endpoint broke its contract',
    remedy: 'Answer what `createFetchHandler`, `createTokenRoute` or `coveoTokenEndpoint` would answer.',
  },
  'endpoint-no-token': {
    what: 'The token endpoint answered without a token',
    remedy:
      'Await the token in your endpoint before you answer, and send it as `token`; answer 401 when nobody is signed in.',
  },
  'endpoint-expired-token': {
    what: 'The token endpoint answered a token that has ended',
    remedy: 'Count `expiresIn` in your endpoint when it answers, and let nothing on the way cache that answer.',
  },
  'renewal-storm': {
    what: 'Five tokens were asked for within a minute, so the next has to wait',
    remedy: 'Look for what calls `renew()` or `reject()` in a loop, or for an endpoint whose tokens Coveo refuses.',
  },
  'signed-out': {
    what: 'The user signed out while the token was on its way',
    remedy: 'Ask again after the next sign-in.',
  },
  disposed: { what: 'This token source was disposed of', remedy: 'Create a new one.' },
  'not-authenticated': { what: 'Nobody is signed in', remedy: 'Sign in, then call `renew()`.' },
  'missing-privileges': {
    what: 'The Coveo token that was presented may not do this',
    remedy: 'Grant what the `missing` of the answer lists, or point `endpoint` to a token endpoint.',
  },
  'forbidden-origin': {
    what: 'The token endpoint refuses this page’s origin',
    remedy: 'Add the origin to `allowedOrigins` of your endpoint, or serve page and endpoint from one origin.',
  },
  'method-not-allowed': {
    what: 'The token endpoint does not take this method',
    remedy: 'Mount your endpoint for both GET and POST.',
  },
  'bad-request': {
    what: 'The token endpoint did not understand the request',
    remedy: 'Use the same version of the kit in the page and on your server, and let no proxy change the body.',
  },
  'too-many-requests': {
    what: 'The token endpoint asks this page to slow down',
    remedy: 'Look for what calls `renew()` or `reject()` often, or raise the limit of your endpoint.',
  },
  'coveo-refused': {
    what: 'Coveo refused to make a token',
    remedy: 'Look at the log of your server: it names what to correct in the API key or the grant.',
  },
  'coveo-unavailable': {
    what: 'Coveo could not be asked for a token',
    remedy: 'Nothing to change here: it is tried again by itself.',
  },
  internal: { what: 'The token endpoint failed', remedy: 'Look at the log of your server: the reason stays there.' },
}
