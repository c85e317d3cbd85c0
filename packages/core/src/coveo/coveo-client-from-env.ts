import { tokenError } from '../shared/error-table.ts'
import { lazy } from '../shared/lazy.ts'
import { type CoveoRegion, coveoRegions, isRegion, parseBaseUrl } from './base-urls.ts'
import { type CoveoClient, createCoveoClient } from './coveo-client.ts'
import { type CoveoClientOptions, isOrganizationId } from './coveo-client-options.ts'

export interface EnvironmentOptions extends Partial<Omit<CoveoClientOptions, 'apiKey' | 'organizationId'>> {
  /** Where to read. Default `process.env`; on Workers pass `env`. */
  readonly env?: Readonly<Record<string, unknown>> | undefined
  /** First part of the names. Default `COVEO_`, for `COVEO_ORGANIZATION_ID`, `COVEO_API_KEY`, `COVEO_API_KEY_PREVIOUS`, `COVEO_REGION`, `COVEO_ENDPOINT`. */
  readonly prefix?: string | undefined
}

/**
 * Creates a client that reads the environment at its first use. Reports every problem at once, as a `TokenError`
 * `configuration` without values. An empty variable counts as missing; a defined option wins over its variable.
 */
export function coveoClientFromEnv(options: EnvironmentOptions = {}): CoveoClient {
  const { prefix = 'COVEO_' } = options
  if (typeof prefix !== 'string' || !/^\w*$/.test(prefix)) {
    throw new TypeError('`prefix` must be the first part of variable names: letters, digits and underscores.')
  }
  const client = lazy(() => createCoveoClient(readClientOptions(options, prefix)))

  return Object.freeze<CoveoClient>({
    get organizationId() {
      return client().organizationId
    },
    get searchBaseUrl() {
      return client().searchBaseUrl
    },
    get scope() {
      return client().scope
    },
    createSearchToken: async (params, callOptions) => client().createSearchToken(params, callOptions),
    createPlatformToken: async (params, callOptions) => client().createPlatformToken(params, callOptions),
    listPlatformTokenPrivileges: async (callOptions) => client().listPlatformTokenPrivileges(callOptions),
    getTokenPrivileges: async (accessToken, callOptions) => client().getTokenPrivileges(accessToken, callOptions),
  })
}

function readClientOptions(options: EnvironmentOptions, prefix: string): CoveoClientOptions {
  const { env = processEnvironment(), prefix: _, ...overrides } = options
  const problems: string[] = []

  /** Reads one variable. Every other name of the environment may hold any type. */
  function read(suffix: string, problem: string, isValid: (text: string) => boolean): string | undefined {
    const value = env[`${prefix}${suffix}`]
    const text = typeof value === 'string' ? value.trim() : ''
    const found = text === '' ? missing[suffix] : isValid(text) ? undefined : problem
    if (found !== undefined) problems.push(`${prefix}${suffix} ${found}`)
    return text || undefined
  }

  const organizationId = read(
    'ORGANIZATION_ID',
    'is not an organization id: use letters, digits and dashes only',
    isOrganizationId,
  )
  const [apiKey, previous] = ['API_KEY', 'API_KEY_PREVIOUS'].map((name) =>
    read(name, 'looks malformed: a Coveo API key is "xx" followed directly by a UUID', isApiKey),
  )
  const region = read('REGION', `is unknown: use one of ${coveoRegions.join(', ')}, or leave it out for us`, isRegion)
  const baseUrl = read(
    'ENDPOINT',
    'is not usable: use an absolute http or https URL without user, query or fragment',
    isBaseUrl,
  )
  if (organizationId === undefined || apiKey === undefined || problems.length > 0) {
    throw tokenError('configuration', `The Coveo settings are wrong. ${problems.join('. ')}.`, {
      remedy: `Set in the environment: ${problems.join('; ')}.`,
    })
  }
  const defined = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
  return { organizationId, apiKey: [apiKey, previous], region: region as CoveoRegion | undefined, baseUrl, ...defined }
}

const missing: Readonly<Record<string, string>> = {
  ORGANIZATION_ID: 'is missing: set it to the id of your Coveo organization',
  API_KEY: 'is missing: set it to an API key of the "Authenticated search" template',
}

function isApiKey(text: string): boolean {
  return /^xx[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function isBaseUrl(text: string): boolean {
  try {
    return parseBaseUrl(text, '') !== ''
  } catch {
    return false
  }
}

/** `process.env`, or nothing on platforms without a process. */
function processEnvironment(): Readonly<Record<string, unknown>> {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, unknown>> } }
  return process?.env ?? {}
}
