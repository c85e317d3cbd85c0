import { TokenError } from '../shared/token-error.ts'
import type { EndpointRequest, EndpointResponse } from './endpoint-exchange.ts'
import { allowedMethods } from './endpoint-exchange.ts'
import { problem } from './problem.ts'

export interface RequestGuardOptions {
  readonly allowedOrigins?: readonly string[] | undefined
  readonly allowedHosts?: readonly string[] | undefined
}

export interface RequestGuard {
  /** Refuses a request with a response, and an error for the log where the reason may be a wrong setting. */
  readonly refuse: (request: EndpointRequest) => Refusal | undefined
  /** The request's `Origin` if it is one of `allowedOrigins`. */
  readonly allowedOrigin: (request: EndpointRequest) => string | undefined
}

export interface Refusal {
  readonly response: EndpointResponse
  readonly error?: TokenError
}

const methods: ReadonlySet<string> = new Set(allowedMethods.split(', '))

const notFound: Refusal = {
  response: problem('endpoint-not-found', { detail: 'The token endpoint has no paths below its own.' }),
}
const methodNotAllowed: Refusal = {
  response: problem('method-not-allowed', {
    detail: `The token endpoint allows ${allowedMethods}.`,
    headers: { Allow: allowedMethods },
  }),
}
const forbidden = problem('forbidden-origin', {
  detail: 'The server does not allow this origin or host. Its log has the setting to change.',
})

/**
 * Creates the check of path, method, host, `Origin` and `Sec-Fetch-Site`. Browsers set the last two, and pages cannot
 * change them; a request with neither does not come from a page. Throws a `TypeError` for a malformed origin or host.
 */
export function createRequestGuard(options: RequestGuardOptions): RequestGuard {
  const allowedOrigins = checkAllowedOrigins(options.allowedOrigins)
  const allowedHosts = checkAllowedHosts(options.allowedHosts)

  function allowedOrigin(request: EndpointRequest): string | undefined {
    const origin = request.header('origin')
    return origin !== undefined && allowedOrigins.has(origin) ? origin : undefined
  }

  return {
    allowedOrigin,
    refuse(request) {
      if (request.path !== '' && request.path !== '/') return notFound
      if (!methods.has(request.method)) return methodNotAllowed
      if (allowedHosts && !hostsOf(request).every(allowedHosts)) {
        return { response: forbidden, error: hostError(hostsOf(request)) }
      }
      if (allowedOrigin(request) !== undefined || isFromOwnPage(request)) return undefined
      return { response: forbidden, error: originError(request) }
    },
  }
}

/**
 * With `Sec-Fetch-Site: same-origin` the browser has compared page and endpoint itself. That decides behind proxies
 * that change the scheme or the host, where our own comparison fails.
 */
function isFromOwnPage(request: EndpointRequest): boolean {
  const site = request.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = request.header('origin')
  if (origin === undefined) return true
  const [theirs, ours] = [webUrl(origin), webUrl(request.origin)]
  if (theirs === undefined || ours === undefined) return false
  return site === 'same-origin' || theirs.origin === ours.origin
}

function webUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
}

/** Every host that the request names: pages can set a forwarded host, but not `Host`. */
function hostsOf(request: EndpointRequest): string[] {
  const hosts = [webUrl(request.origin)?.host ?? '', request.header('host') ?? '']
  return [...new Set(hosts)].filter((host, at) => host !== '' || at === 0)
}

function originError(request: EndpointRequest): TokenError {
  const site = request.header('sec-fetch-site')
  return refused(
    `with \`Origin: ${shown(request.header('origin'))}\` and \`Sec-Fetch-Site: ${shown(site)}\`; the endpoint's own origin is ${shown(request.origin)}.`,
    'If the page is yours, name its origin in `allowedOrigins`; behind a proxy, let the framework trust it (Express: ' +
      '`trust proxy`; Next: forward `X-Forwarded-Host` and `X-Forwarded-Proto`).',
  )
}

function hostError(hosts: string[]): TokenError {
  return refused(
    `for the host ${hosts.map(shown).join(' and ')}.`,
    'If the host is yours, name it in `allowedHosts`; behind a proxy, name the public and the internal host.',
  )
}

function refused(request: string, remedy: string): TokenError {
  return new TokenError('forbidden-origin', `Refused a request ${request}`, { status: 403, remedy })
}

function shown(value: string | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value.slice(0, 200))
}

/** Checks the list of origins: each exactly as a browser writes it. */
function checkAllowedOrigins(origins: readonly string[] = []): ReadonlySet<string> {
  if (!Array.isArray(origins)) throw new TypeError('`allowedOrigins` must be an array of origins.')
  for (const origin of origins) {
    if (!isWebOrigin(origin)) {
      throw new TypeError(
        `\`allowedOrigins\` names ${JSON.stringify(origin)}: write each as \`https://app.example\` or ` +
          '`https://app.example:8443`, in lower case, without a path. Wildcards are not possible: the response carries a token.',
      )
    }
  }
  return new Set(origins)
}

/** Checks the list of hosts and creates the test for one. A name without a port allows every port. */
function checkAllowedHosts(hosts: readonly string[] | undefined): ((host: string) => boolean) | undefined {
  if (hosts === undefined) return undefined
  if (!Array.isArray(hosts) || hosts.length === 0) {
    throw new TypeError('`allowedHosts` must be an array of at least one host.')
  }
  for (const host of hosts) {
    if (typeof host !== 'string' || !isWebOrigin(`http://${host}`)) {
      throw new TypeError(
        `\`allowedHosts\` names ${JSON.stringify(host)}: write each as \`app.example\` or \`app.example:8443\`, ` +
          'in lower case, without a path.',
      )
    }
  }
  const allowed: ReadonlySet<string> = new Set(hosts)
  return (host) => {
    const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined
    return url !== undefined && (allowed.has(url.host) || allowed.has(url.hostname))
  }
}

function isWebOrigin(origin: unknown): boolean {
  return (
    typeof origin === 'string' &&
    /^https?:/.test(origin) &&
    !origin.includes('*') &&
    URL.canParse(origin) &&
    new URL(origin).origin === origin
  )
}
