import { type Emulator, type EmulatorOptions, startEmulator } from '@coveo-token/emulator'
import { expect, onTestFinished } from 'vitest'
import { runCli } from '../command/run-cli.ts'

/** The time of the emulator and of the command: a Monday morning. */
export const monday = Date.UTC(2026, 6, 6, 9)

export interface RunOptions {
  readonly env?: Record<string, string | undefined>
  readonly input?: string
  readonly cwd?: string
  readonly fetch?: typeof fetch
  readonly confirm?: (text: string) => Promise<boolean>
  readonly columns?: number
  readonly colours?: boolean
}

/** Starts an emulator for one test, and returns a function that runs the command against it. */
export async function openCommand(options: EmulatorOptions = {}) {
  const coveo = await startEmulator({ now: () => monday, ...options })
  onTestFinished(() => coveo.stop())
  return { coveo, run: (args: readonly string[], more: RunOptions = {}) => runCommand(args, withEmulator(coveo, more)) }
}

/** Runs the command and returns its output. Fails the test if it prints an API key of its environment or its input. */
export async function runCommand(args: readonly string[], options: RunOptions = {}) {
  const { env = {}, input = '', cwd = '/', fetch = globalThis.fetch, confirm, columns, colours = false } = options
  let out = ''
  let err = ''
  const exitCode = await runCli(args, {
    env,
    cwd,
    readInput: async () => input,
    confirm,
    fetch: (...call) => fetch(...call),
    now: () => monday,
    writeOut: (text) => {
      out += text
    },
    writeError: (text) => {
      err += text
    },
    columns,
    colours,
  })
  for (const secret of [env.COVEO_API_KEY, env.COVEO_TOKEN, input]) {
    if (secret) expect(out + err).not.toContain(secret)
  }
  return { exitCode, out, err, json: () => JSON.parse(out) }
}

function withEmulator(coveo: Emulator, { env, ...options }: RunOptions): RunOptions {
  const own = {
    COVEO_ENDPOINT: coveo.url,
    COVEO_ORGANIZATION_ID: coveo.organizationId,
    COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
  }
  return { ...options, env: { ...own, ...env } }
}

/** Mints a token by a call of its own. */
export async function mintToken(coveo: Emulator, body: object, platform = false): Promise<string> {
  const path = platform
    ? `/rest/organizations/${coveo.organizationId}/tokens`
    : `/rest/search/v2/token?organizationId=${coveo.organizationId}`
  const response = await fetch(coveo.url + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${coveo.apiKeys.authenticatedSearch}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { token } = (await response.json()) as { token: string }
  return token
}

export function emailUser(name: string) {
  return { name, provider: 'Email Security Provider', type: 'User' }
}
