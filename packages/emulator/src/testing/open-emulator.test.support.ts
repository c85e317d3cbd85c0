import { expect, onTestFinished } from 'vitest'
import { type EmulatorOptions, startEmulator } from '../index.ts'
import { contractProblems } from './contract-problems.test.support.ts'

/** The default time of test clocks: a Monday morning. */
export const monday = Date.UTC(2026, 6, 6, 9)

export interface Reply {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: response bodies have many shapes, which schemas check
  json: any
}

export interface SendOptions {
  method?: string
  bearer?: string | undefined
  body?: unknown
  headers?: Record<string, string>
}

/** Starts an emulator at a fixed time for one test, and stops it with the test. */
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
    const json = parse(text)
    const { pathname } = new URL(response.url)
    const check = {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      path: pathname,
      status: response.status,
      text,
    }
    if (emulator.faults.list().length === 0 && emulator.requests.at(-1)?.fault === undefined) {
      expect(contractProblems(check)).toEqual([])
    }
    return { status: response.status, headers: response.headers, text, json }
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
    /** Creates a search token for the user `name`. */
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

export const impersonate = { ...executeQuery, targetDomain: 'IMPERSONATE' }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
