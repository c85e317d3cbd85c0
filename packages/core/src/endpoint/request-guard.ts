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
  const allowedOrigins = checkList('allowedOrigins', options.allowedOrigins ?? [])
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

/** Creates the test for one host. A name without a port allows every port. */
function checkAllowedHosts(hosts: readonly string[] | undefined): ((host: string) => boolean) | undefined {
  if (hosts === undefined) return undefined
  const allowed = checkList('allowedHosts', hosts, 'http://')
  if (allowed.size === 0) throw new TypeError('`allowedHosts` must name at least one host.')
  return (host) => {
    const url = webUrl(`http://${host}`)
    return url !== undefined && (allowed.has(url.host) || allowed.has(url.hostname))
  }
}

/** Checks a list of origins, or of hosts with the `prefix` that makes them origins: each exactly as a browser writes it. */
function checkList(name: string, list: readonly string[], prefix = ''): ReadonlySet<string> {
  if (!Array.isArray(list)) throw new TypeError(`\`${name}\` must be an array.`)
  for (const entry of list) {
    if (typeof entry === 'string' && isWebOrigin(prefix + entry)) continue
    const example = prefix ? 'app.example' : 'https://app.example'
    throw new TypeError(
      `\`${name}\` names ${JSON.stringify(entry)}: write each as \`${example}\` or \`${example}:8443\`, in lower case, ` +
        'without a path or a wildcard.',
    )
  }
  return new Set(list)
}

function isWebOrigin(origin: string): boolean {
  return !origin.includes('*') && webUrl(origin)?.origin === origin
}
