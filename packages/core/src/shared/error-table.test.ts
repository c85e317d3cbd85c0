import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TokenErrorCode } from './error-codes.ts'
import { errorTable, tokenError } from './error-table.ts'
import { isTokenError, TokenError } from './token-error.ts'

/** Every code; the type makes a missing or a superfluous one an error. */
const everyCode: Record<TokenErrorCode, true> = {
  configuration: true,
  'grant-invalid': true,
  'coveo-refused': true,
  'coveo-rate-limited': true,
  'coveo-unreachable': true,
  'coveo-timeout': true,
  'coveo-server-error': true,
  'coveo-bad-response': true,
  'coveo-redirected': true,
  'coveo-wrong-organization': true,
  'mint-limit-reached': true,
  'shared-store-failed': true,
  'shared-store-unreadable': true,
  'application-timeout': true,
  aborted: true,
  closed: true,
  'not-authenticated': true,
  'missing-privileges': true,
  'forbidden-origin': true,
  'method-not-allowed': true,
  'bad-request': true,
  'too-many-requests': true,
  'coveo-unavailable': true,
  internal: true,
  'endpoint-unreachable': true,
  'endpoint-timeout': true,
  'endpoint-redirected': true,
  'endpoint-not-found': true,
  'endpoint-failed': true,
  'endpoint-not-json': true,
  'endpoint-too-large': true,
  'endpoint-bad-response': true,
  'endpoint-no-token': true,
  'endpoint-expired-token': true,
  'renewal-storm': true,
  'signed-out': true,
  disposed: true,
}
const codes = Object.keys(everyCode).sort()
const guide = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')
const sections = new Map(
  guide
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.match(/^`([a-z-]+)`\n/)?.[1], section.split(/^## /m)[0] ?? '']),
)

describe('docs/errors.md', () => {
  it('has a section for each declared code and no other', () => {
    const source = readFileSync(new URL('./error-codes.ts', import.meta.url), 'utf8')
    const lists = [...source.matchAll(/const \w+Codes = \[\n((?: {2}'[a-z-]+',\n)+)\] as const/g)]
    expect(lists).toHaveLength(3)
    const declared = new Set(
      lists.flatMap(([, list]) => [...(list ?? '').matchAll(/'([a-z-]+)'/g)].map(([, code]) => code)),
    )
    expect([...declared].sort()).toEqual(codes)
    expect([...sections.keys()].sort()).toEqual(codes)
  })

  it('states likely causes and a remedy in each section', () => {
    for (const [code, section] of sections) {
      expect(section, code).toMatch(/^- \*\*Likely causes:\*\* \S.{20,}/m)
      expect(section, code).toMatch(/^- \*\*Remedy:\*\* \S.{10,}/m)
    }
  })

  it('agrees with the table', () => {
    for (const [code, { status, wireCode, retryable }] of Object.entries(errorTable)) {
      const line = `Endpoint: ${status} \`${wireCode}\` · ${retryable ? 'retryable' : 'not retryable'}\n`
      expect(sections.get(code), code).toContain(line)
    }
  })
})

describe('errorTable', () => {
  it('is frozen, including its rows', () => {
    expect(Object.isFrozen(errorTable)).toBe(true)
    for (const row of Object.values(errorTable)) expect(Object.isFrozen(row)).toBe(true)
  })

  it('has a remedy in one sentence for each code', () => {
    for (const [code, { remedy }] of Object.entries(errorTable)) expect(remedy, code).toMatch(/^[A-Z].{20,}\.$/)
  })

  it('names both limits that a timeout can reach: raising one alone changes nothing', () => {
    expect(errorTable['coveo-timeout'].remedy).toContain('`timeoutMs` and `mintTimeoutMs`')
  })

  it('maps wire codes to 502, 503 and 500', () => {
    for (const { status, wireCode } of Object.values(errorTable)) {
      expect({ 'coveo-refused': 502, 'coveo-unavailable': 503, internal: 500 }[wireCode as string]).toBe(status)
    }
  })
})

describe('tokenError', () => {
  it('takes status, retryability and remedy from the table', () => {
    const error = tokenError('coveo-timeout', 'Coveo did not respond within 5000 ms.')
    expect(error).toBeInstanceOf(TokenError)
    expect(error).toMatchObject({ ...pick('coveo-timeout'), code: 'coveo-timeout', retryAfterMs: undefined })
    expect('cause' in error).toBe(false)
  })

  it('lets the caller override the table', () => {
    const error = tokenError('coveo-refused', 'No.', { status: 403, cause: 'why', retryAfterMs: 5 })
    expect(error).toMatchObject({ status: 403, cause: 'why', retryAfterMs: 5, retryable: false })
  })
})

describe('isTokenError', () => {
  it('recognizes the error of another copy of the package and no other value', () => {
    const foreign = Object.assign(new Error('x'), { name: 'TokenError', code: 'aborted' })
    expect(isTokenError(tokenError('aborted', 'x'))).toBe(true)
    expect(isTokenError(foreign)).toBe(true)
    expect(isTokenError(new Error('x'))).toBe(false)
    expect(isTokenError({ name: 'TokenError', code: 'aborted' })).toBe(false)
    expect(isTokenError(undefined)).toBe(false)
  })
})

function pick(code: keyof typeof errorTable) {
  const { status, retryable, remedy } = errorTable[code]
  return { status, retryable, remedy }
}
