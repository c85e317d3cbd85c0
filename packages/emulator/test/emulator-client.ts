import { onTestFinished } from 'vitest'
import { type EmulatorOptions, startEmulator } from '../src/index.ts'

/** A Monday morning, at which test clocks stand unless a test moves them. */
export const monday = Date.UTC(2026, 6, 6, 9)

export interface Reply {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, each checked by a schema first
  json: any
}

export interface SendOptions {
  method?: string
  bearer?: string | undefined
  body?: unknown
  headers?: Record<string, string>
}

/** An emulator for one test, at a frozen Monday, with the calls that tests make most; it stops by itself. */
export async function openEmulator(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ now: () => monday, ...options })
  onTestFinished(() => emulator.stop())

  async function send(path: string, { method, bearer, body, headers = {} }: SendOptions = {}): Promise<Reply> {
    const all: Record<string, string> = { ...headers }
    if (bearer !== undefined) all.Authorization = `Bearer ${bearer}`
    if (body !== undefined) all['Content-Type'] ??= 'application/json'
    const response = await fetch(emulator.url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: all,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parse(text) }
  }

  const { authenticatedSearch } = emulator.apiKeys
  const tokenPath = '/rest/search/v2/token?organizationId=emulator'
  const platformPath = '/rest/organizations/emulator/tokens'
  return {
    emulator,
    send,
    mint: (body: unknown, bearer: string = authenticatedSearch) => send(tokenPath, { bearer, body }),
    mintPlatform: (body: unknown, { bearer = authenticatedSearch, validityPeriod = 'PT24H' } = {}) =>
      send(`${platformPath}?validityPeriod=${validityPeriod}`, { bearer, body }),
    /** A search token that acts as `name`. */
    async tokenFor(name: string, extra: object = {}): Promise<string> {
      const { json } = await send(tokenPath, { bearer: authenticatedSearch, body: { userIds: [user(name)], ...extra } })
      return json.token
    },
    search: (bearer: string | undefined, body: object = {}) =>
      send('/rest/search/v2?organizationId=emulator', { bearer, body }),
  }
}

export function user(name: string) {
  return { name, provider: 'Email Security Provider', type: 'User' }
}

export const executeQuery = {
  owner: 'SEARCH_API',
  targetDomain: 'EXECUTE_QUERY',
  type: 'ENABLE',
  targetId: '*',
  level: 'NORMAL',
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
