import { z } from 'zod'
import { tokenError } from '../shared/error-table.ts'
import { type CoveoClient, type CoveoClientOptions, createCoveoClient } from './coveo-client.ts'
import { coveoRegions } from './endpoints.ts'

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

const apiKeyPattern = /^xx[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const environmentSchema = z.object({
  COVEO_ORGANIZATION_ID: z
    .string('is missing: set it to the id of your Coveo organization')
    .regex(/^[a-z0-9][\w.-]*$/i, 'is not an organization id: expected letters, digits and dashes only'),
  COVEO_API_KEY: z
    .string('is missing: set it to an API key of the "Authenticated search" template')
    .regex(apiKeyPattern, 'looks malformed: a Coveo API key is "xx" followed directly by a UUID'),
  COVEO_REGION: z
    .enum(coveoRegions, `is unknown: use one of ${coveoRegions.join(', ')}, or leave it out for us`)
    .optional(),
  COVEO_ENDPOINT: z
    .string()
    .refine(isBaseUrl, 'is not usable: expected an absolute http or https URL without user, query or fragment')
    .optional(),
})

/**
 * A client from `COVEO_ORGANIZATION_ID`, `COVEO_API_KEY` and optionally `COVEO_REGION` and `COVEO_ENDPOINT`; an empty
 * variable counts as missing. Throws a `TokenError` `configuration` that names every problem at once, never a value.
 */
export function coveoClientFromEnv(
  env: Environment = processEnvironment(),
  overrides: Partial<CoveoClientOptions> = {},
): CoveoClient {
  const present = Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []))
  const parsed = environmentSchema.safeParse(Object.fromEntries(present))
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw tokenError('configuration', `The Coveo settings are wrong. ${problems.join('. ')}.`, {
      remedy: `Set in the environment: ${problems.join('; ')}.`,
    })
  }
  const { COVEO_ORGANIZATION_ID, COVEO_API_KEY, COVEO_REGION, COVEO_ENDPOINT } = parsed.data
  return createCoveoClient({
    organizationId: COVEO_ORGANIZATION_ID,
    apiKey: COVEO_API_KEY,
    region: COVEO_REGION,
    baseUrl: COVEO_ENDPOINT,
    ...overrides,
  })
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:\/\//i.test(text) && !(url.username || url.password || url.search || url.hash)
}

/** `process.env` where there is a process; nothing elsewhere. */
function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } }
  return process?.env ?? {}
}
