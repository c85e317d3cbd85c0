import type { CoveoResponse } from './coveo-response.ts'

/** An instant of Coveo's clock, as its Date header writes it. */
export const coveoDate = 'Tue, 04 Aug 2026 10:00:00 GMT'
export const coveoSeconds = Date.parse(coveoDate) / 1_000

export interface ResponseOptions {
  status?: number
  headers?: Record<string, string>
  secrets?: string[]
  elapsedMs?: number
  receivedAt?: number
}

/** A response of Coveo with this body: a string unchanged, any other value as JSON. Dated `coveoDate` by default. */
export function responseOf(body: unknown, options: ResponseOptions = {}): CoveoResponse {
  const headers = new Headers({ date: coveoDate, ...options.headers })
  return {
    status: options.status ?? 200,
    header: (name) => headers.get(name),
    secrets: options.secrets ?? [],
    text: typeof body === 'string' ? body : JSON.stringify(body),
    elapsedMs: options.elapsedMs ?? 0,
    receivedAt: options.receivedAt ?? coveoSeconds * 1_000,
  }
}

/** A JWT with these claims and a constant signature. */
export function jwtOf(claims: Record<string, unknown>): string {
  return `${encode({ alg: 'HS256' })}.${encode(claims)}.c2lnbmF0dXJl`
}

function encode(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
