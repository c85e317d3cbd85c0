/** Where an organization lives. `hipaa` has hosts of its own. */
export type CoveoRegion = 'us' | 'eu' | 'au' | 'ca' | 'hipaa'

export const coveoRegions: readonly CoveoRegion[] = ['us', 'eu', 'au', 'ca', 'hipaa']

/** Base URLs, one per family of calls, without a trailing slash. */
export interface CoveoEndpoints {
  /** Search API: search tokens (slug 56). */
  readonly search: string
  /** Authorization Server API: platform tokens (slug n3ge0020) and privileges (slug 109). */
  readonly platform: string
}

/**
 * `generic` is the shared host of the region, `organization` the organization's own host (slug mcc80216), anything
 * else an absolute http(s) URL, with or without a path.
 */
export type CoveoHost = 'generic' | 'organization' | (string & {})

export interface EndpointsOptions {
  organizationId: string
  /** Default `us`. Organization hosts do not depend on the region, HIPAA excepted. */
  region?: CoveoRegion | undefined
  /** One base URL for every call: the emulator, a proxy. Wins over `region`. */
  baseUrl?: string | undefined
  /** Host of the search-token call. Default `generic`. Wins over `baseUrl`. */
  searchBaseUrl?: CoveoHost | undefined
  /** Host of the platform-token and privilege calls; Coveo documents the generic one. Default `generic`. Wins over `baseUrl`. */
  platformBaseUrl?: CoveoHost | undefined
}

/** The base URLs to call. Throws a `TypeError` that names the wrong option. */
export function resolveEndpoints(options: EndpointsOptions): CoveoEndpoints {
  const { organizationId, region = 'us', baseUrl = 'generic' } = options
  if (!coveoRegions.includes(region)) {
    throw new TypeError(`region must be one of ${coveoRegions.join(', ')}.`)
  }
  const hipaa = region === 'hipaa' ? 'hipaa' : ''
  const suffix = region === 'us' || region === 'hipaa' ? '' : `-${region}`
  const generic = `https://platform${hipaa}${suffix}.cloud.coveo.com`

  function resolve(host: CoveoHost, name: string, kind: '' | '.admin'): string {
    if (host === 'generic') return generic
    if (host !== 'organization') return parseBaseUrl(host, name)
    if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(organizationId)) {
      throw new TypeError(`${name}: this organizationId cannot be part of a host name; use 'generic'.`)
    }
    return `https://${organizationId.toLowerCase()}${kind}.org${hipaa}.coveo.com`
  }

  return Object.freeze({
    search: resolve(options.searchBaseUrl ?? baseUrl, options.searchBaseUrl ? 'searchBaseUrl' : 'baseUrl', ''),
    platform: resolve(
      options.platformBaseUrl ?? baseUrl,
      options.platformBaseUrl ? 'platformBaseUrl' : 'baseUrl',
      '.admin',
    ),
  })
}

function parseBaseUrl(text: string, name: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:\/\//i.test(text)) throw new TypeError(`${name} must be an absolute http or https URL.`)
  if (url.username || url.password) throw new TypeError(`${name} must not carry a user name or a password.`)
  if (url.search || url.hash) throw new TypeError(`${name} must not carry a query or a fragment.`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** A warning where the API key would travel unencrypted to another machine; undefined where it does not. */
export function plainHttpWarning({ search, platform }: CoveoEndpoints): string | undefined {
  const open = [search, platform].map((base) => new URL(base)).find(isPlainAndFar)
  if (open === undefined) return undefined
  return `The API key will travel unencrypted to ${open.origin}: use https, unless that is an emulator or a network you trust.`
}

function isPlainAndFar({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
