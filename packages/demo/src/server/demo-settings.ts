import { coveoClientFromEnv, isTokenError, TokenError, type TokenKind } from '@coveo-token/core'
import { z } from 'zod'
import type { DemoConfig } from '../page/demo-config.ts'
import { isHost, readAllowedHosts } from './allowed-hosts.ts'

type Environment = Record<string, string | undefined>

/** Settings of an example app, beside the `COVEO_*` variables that core reads. */
export interface DemoSettings {
  readonly port: number
  readonly host: string
  /** The hosts by which browsers may reach the app. */
  readonly allowedHosts: readonly string[]
  readonly sessionSecret: string
  readonly tokenKind: TokenKind
  /** A page is sent without its first token or its first results after this long, in milliseconds. */
  readonly renderDeadlineMs: number
  /** URL of the emulator's control API, if the emulator replaces Coveo. */
  readonly emulatorControl: string | undefined
  /** Search URL of the page in place of Coveo's host. */
  readonly searchBaseUrl: string | undefined
  readonly environment: DemoConfig['environment']
}

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d+$/, 'has to be a port number, such as 4401')
    .transform(Number)
    .refine((port) => port <= 65_535, 'has to be at most 65535')
    .default(4401),
  HOST: z.string().min(1, 'has to be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  SESSION_SECRET: z
    .string('is missing: it signs the session cookie. `openssl rand -base64 33` makes a good one')
    .min(32, 'is too short: the session cookie needs at least 32 characters'),
  COVEO_TOKEN_KIND: z.enum(['search', 'platform'], 'has to be "search" or "platform"').default('search'),
  RENDER_DEADLINE_MS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'has to be milliseconds, from 1 to 99999')
    .transform(Number)
    .default(1500),
  COVEO_EMULATOR_CONTROL: z.url({ protocol: /^https?$/, error: 'has to be the URL of the emulator' }).optional(),
  COVEO_ENDPOINT: z.string().optional(),
  COVEO_REGION: z.string().optional(),
})

/**
 * Reads the settings of an example app. Throws a `TokenError` with code `configuration` that names every wrong
 * variable at once, those of `coveoClientFromEnv` included.
 */
export function readDemoSettings(env: Environment): DemoSettings {
  // An empty variable, as in `PORT= node …`, counts as not set.
  const parsed = variables.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  const problems = [...coveoProblems(env)]
  const allowedHosts = readAllowedHosts(env)
  if (!allowedHosts.every(isHost)) {
    problems.push('ALLOWED_HOSTS has to be hosts such as app.example or app.example:8443, separated by commas.')
  }
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join('.')} ${issue.message}.`)
  if (!parsed.success || problems.length > 0) {
    throw new TokenError('configuration', problems.join('\n'), {
      remedy: 'Set these in the environment, or start everything with `npx -y pnpm@12 demo`.',
    })
  }
  const { data } = parsed
  return {
    port: data.PORT,
    host: data.HOST,
    allowedHosts,
    sessionSecret: data.SESSION_SECRET,
    tokenKind: data.COVEO_TOKEN_KIND,
    renderDeadlineMs: data.RENDER_DEADLINE_MS,
    emulatorControl: data.COVEO_EMULATOR_CONTROL?.replace(/(?<!\/)\/+$/, ''),
    searchBaseUrl: data.COVEO_ENDPOINT && `${data.COVEO_ENDPOINT.replace(/(?<!\/)\/+$/, '')}/rest/search/v2`,
    environment: data.COVEO_REGION === 'hipaa' ? 'hipaa' : 'prod',
  }
}

function coveoProblems(env: Environment): string[] {
  try {
    void coveoClientFromEnv({ env }).organizationId
    return []
  } catch (error) {
    if (!isTokenError(error)) throw error
    return [error.message]
  }
}
