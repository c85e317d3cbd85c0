import { type Refusal, refuse } from './problem.ts'

/** What the guard looks at: no more of a request than decides who sent it. */
export interface GuardedRequest {
  /** As sent: methods are case-sensitive. */
  method: string
  /** The endpoint's own `scheme://host[:port]`, as the framework sees it (after its own proxy settings). */
  origin: string
  /** A request header by its lower-case name; repeated headers joined with `, `. */
  header(name: string): string | undefined
}

export const allowedMethods = 'GET, HEAD, POST, OPTIONS'
const methods: ReadonlySet<string> = new Set(allowedMethods.split(', '))

const methodNotAllowed = refuse('method-not-allowed', {
  detail: `The token endpoint answers ${allowedMethods}.`,
  headers: { Allow: allowedMethods },
})
const forbiddenOrigin = refuse('forbidden-origin', {
  detail:
    'The request comes from another origin. If that origin is yours, name it in `allowedOrigins`; if it is the same ' +
    'site behind a proxy, let the framework see the host and protocol that the browser used.',
})

/**
 * Refuses what a page of another origin makes a browser send: by method, by `Origin`, by `Sec-Fetch-Site`.
 * Both headers are set by browsers and out of a page's reach. A request with neither does not come from a page.
 */
export function guardRequest(request: GuardedRequest, allowedOrigins: ReadonlySet<string>): Refusal | undefined {
  if (!methods.has(request.method)) return methodNotAllowed
  const origin = request.header('origin')
  if (origin !== undefined && allowedOrigins.has(origin)) return undefined
  const site = request.header('sec-fetch-site')
  const ownSite = site === undefined || site === 'same-origin' || site === 'none'
  if (ownSite && (origin === undefined || isOwnOrigin(origin, request.origin, site === 'same-origin'))) return undefined
  return forbiddenOrigin
}

/**
 * Behind a proxy that ends TLS, a framework not told so sees `http` where the browser saw `https`.
 * Only the browser's own word that page and endpoint are one origin excuses that; the host must agree in any case.
 */
function isOwnOrigin(origin: string, own: string, schemeMayDiffer: boolean): boolean {
  const theirs = parseUrl(origin)
  const ours = parseUrl(own)
  if (theirs === undefined || ours === undefined || theirs.origin === 'null') return false
  return theirs.origin === ours.origin || (schemeMayDiffer && theirs.host === ours.host)
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
