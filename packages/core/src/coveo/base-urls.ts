import { withoutSlashes } from '../shared/without-slashes.ts'

/** Where an organization is hosted. `hipaa` has hosts of its own. */
export type CoveoRegion = 'us' | 'eu' | 'au' | 'ca' | 'hipaa'

export const coveoRegions: readonly CoveoRegion[] = ['us', 'eu', 'au', 'ca', 'hipaa']

/** Base URLs, one per family of calls, without a trailing slash. */
export interface CoveoBaseUrls {
  /** Search API: search tokens. @see https://docs.coveo.com/en/56 */
  readonly search: string
  /** Authorization Server API: platform tokens and privileges. @see https://docs.coveo.com/en/n3ge0020 */
  readonly platform: string
}

/**
 * `generic` is the region's shared host, `organization` the organization's own host.
 * Any other value is an absolute http(s) URL, with or without a path.
 *
 * @see https://docs.coveo.com/en/mcc80216
 */
export type CoveoHost = 'generic' | 'organization' | (string & {})

export interface BaseUrlOptions {
  /** The id of the Coveo organization. */
  readonly organizationId: string
  /** Default `us`. Organization hosts do not depend on the region, HIPAA excepted. */
  readonly region?: CoveoRegion | undefined
  /** One base URL for every call: the emulator, a proxy. Wins over `region`. */
  readonly baseUrl?: string | undefined
  /** Host of the search-token call. Wins over `baseUrl`. Default `generic`. */
  readonly searchBaseUrl?: CoveoHost | undefined
  /** Host of the platform-token and privilege calls. Wins over `baseUrl`. Default `generic`, the one that Coveo documents. */
  readonly platformBaseUrl?: CoveoHost | undefined
}

/** The base URLs to call. Throws a `TypeError` that names the wrong option. */
export function resolveBaseUrls(options: BaseUrlOptions): CoveoBaseUrls {
  const { organizationId, region = 'us' } = options
  if (!isRegion(region)) {
    throw new TypeError(`\`region\` must be one of ${coveoRegions.join(', ')}.`)
  }
  const hipaa = region === 'hipaa' ? 'hipaa' : ''
  const suffix = region === 'us' || region === 'hipaa' ? '' : `-${region}`
  const generic = `https://platform${hipaa}${suffix}.cloud.coveo.com`

  function resolve(own: 'searchBaseUrl' | 'platformBaseUrl', kind: '' | '.admin'): string {
    const name = options[own] === undefined ? 'baseUrl' : own
    const host = options[own] ?? options.baseUrl ?? 'generic'
    if (host === 'generic') return generic
    if (host !== 'organization') return parseBaseUrl(host, name)
    if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(organizationId)) {
      throw new TypeError(`\`${name}\` must be 'generic': this organizationId cannot be part of a host name.`)
    }
    return `https://${organizationId.toLowerCase()}${kind}.org${hipaa}.coveo.com`
  }

  return Object.freeze({
    search: resolve('searchBaseUrl', ''),
    platform: resolve('platformBaseUrl', '.admin'),
  })
}

/** The URL without a trailing slash. Throws a `TypeError` that names the option. */
export function parseBaseUrl(text: string, name: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:\/\//i.test(text) || url.username || url.password || url.search || url.hash) {
    throw new TypeError(`\`${name}\` must be an absolute http or https URL without user, query or fragment.`)
  }
  return withoutSlashes(url.origin + url.pathname)
}

export function isRegion(text: string): text is CoveoRegion {
  return coveoRegions.includes(text as CoveoRegion)
}

/** A warning if the API key would be sent unencrypted to another machine, otherwise undefined. */
export function plainHttpWarning({ search, platform }: CoveoBaseUrls): string | undefined {
  const insecure = [search, platform].find((base) => base.startsWith('http:') && !isLoopback(base))
  if (insecure === undefined) return undefined
  return `The API key will be sent unencrypted to ${new URL(insecure).origin}: use https, unless that is an emulator or a network you trust.`
}

/** Whether a base URL is on this machine. */
export function isLoopback(baseUrl: string): boolean {
  return /^https?:\/\/((?:[^/]*\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/.test(baseUrl)
}
