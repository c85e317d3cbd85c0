import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../shared/endpoint-contract.ts'
import type { ServerErrorCode } from '../shared/error-codes.ts'
import { errorTable } from '../shared/error-table.ts'
import { TokenError } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-exchange.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

const secret = 'xx0a1b2c3d-1111-2222-3333-444455556666'
/** A name from the messages of errors, which no redaction recognizes. */
const internalName = 'orders-db-7'
const statuses = {
  'not-authenticated': [401],
  'forbidden-origin': [403],
  'endpoint-not-found': [404],
  'method-not-allowed': [405],
  'bad-request': [400, 413, 415],
  'too-many-requests': [429],
  'coveo-refused': [502],
  'coveo-unavailable': [503],
  internal: [500],
}

const tokenResponse = {
  token: 'issued.to.alice',
  kind: 'search',
  organizationId: 'acme',
  expiresIn: 10,
  refreshIn: 5,
  fingerprint: 'mPq1c0tJx2yR8a7V',
  subject: 'h0QxWnC3rTz5Lk9B',
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constant(secret),
  fc.constant('a\r\nSet-Cookie: x=1'),
)
/** Half of all requests pass the checks of origin and type, and so reach users, mints and reports. */
const honestHeaders = fc.constantFrom(
  {},
  { origin: 'https://shop.example', 'content-type': 'application/json' },
  { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
)
const anyHeaders = fc.record(
  {
    origin: fc.oneof(
      text,
      fc.webUrl(),
      fc.constantFrom('https://app.example', 'http://app.example', 'https://shop.example', 'ftp://app.example', 'null'),
    ),
    'sec-fetch-site': fc.oneof(text, fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none')),
    'content-type': fc.oneof(text, fc.constant('application/json'), fc.constant('application/json; charset=utf-8')),
    'content-length': fc.oneof(text, fc.nat().map(String), fc.constantFrom('-1', 'NaN', '1e9', '0x10')),
  },
  { requiredKeys: [] },
)
const headers: fc.Arbitrary<Sent['sent']> = fc.oneof(honestHeaders, anyHeaders)

const json = fc.oneof(fc.json(), fc.constant('{"rejected":"mPq1c0tJx2yR8a7V"}'), text)
const body = fc.oneof(
  json,
  json.map((words) => new TextEncoder().encode(words)),
  fc.array(fc.oneof(json, fc.uint8Array({ maxLength: 700 }), fc.anything()), { maxLength: 5 }).map(streamOf),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true }),
)

const thrown = fc.oneof(
  fc.constantFrom(...(Object.keys(errorTable) as ServerErrorCode[])).map(
    (code) =>
      new TokenError(code, `The reason is ${secret} on ${internalName}`, {
        remedy: secret,
        retryAfterMs: 1234,
        cause: secret,
      }),
  ),
  text.map((words) => new Error(words + secret + internalName)),
  fc.anything(),
)
const result = fc.oneof({ arbitrary: fc.constant('alice'), weight: 3 }, fc.anything())
const behaviour = fc.record({
  user: result,
  userThrows: maybe(thrown),
  issueThrows: maybe(thrown),
  rejectThrows: maybe(thrown),
})
const outcome = fc.constantFrom('dropped', 'ignored', 'limited')
const retryAfterMs = fc.oneof(fc.double(), fc.integer(), fc.constant(undefined))

function maybe<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<{ value: Value } | undefined> {
  return fc.option(
    arbitrary.map((value) => ({ value })),
    { nil: undefined, freq: 2 },
  )
}

async function* streamOf(chunks: unknown[]) {
  yield* chunks as Uint8Array[]
}

function raise(thrown: { value: unknown } | undefined): void {
  if (thrown) throw thrown.value
}

interface Sent {
  method: string
  /** The endpoint's own origin. */
  own: string
  sent: { origin?: string; 'sec-fetch-site'?: string }
}

/** The rule of the origin check, written a second time: an allowed origin, or no sign of another site. */
function isAllowed({ own, sent: { origin, 'sec-fetch-site': site } }: Sent): boolean {
  if (origin === 'https://shop.example') return true
  if (![undefined, 'same-origin', 'none'].includes(site)) return false
  if (origin === undefined) return true
  const [theirs, ours] = [origin, own].map((text) => (URL.canParse(text) ? new URL(text) : undefined))
  if (!theirs || !ours || ![theirs, ours].every(({ protocol }) => /^https?:$/.test(protocol))) return false
  return theirs.origin === ours.origin || site === 'same-origin'
}

function expectContract({ status, headers: received, body: text }: EndpointResponse, request: Sent) {
  const { method, sent } = request
  expect(received).toMatchObject({
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie, Authorization, Origin',
    'X-Content-Type-Options': 'nosniff',
  })
  expect(Object.keys(received)).not.toContain('Set-Cookie')
  for (const value of Object.values(received)) expect(value).toMatch(/^[\x20-\x7e]+$/)
  const echoed = received['Access-Control-Allow-Origin']
  if (echoed !== undefined) expect([echoed, sent.origin]).toEqual(['https://shop.example', 'https://shop.example'])
  expect(received['Server-Timing']).toBe(status === 200 ? 'token;desc="hit"' : 'token;desc="none"')
  if (status !== 405) expect(status === 403).toBe(!isAllowed(request))
  if ([429, 503].includes(status)) expect(received['Retry-After']).toMatch(/^[1-9]\d{0,4}$/)
  if (status === 405) expect(received.Allow).toBe('GET, HEAD, POST, OPTIONS')
  if (status === 204) expect([method, text]).toEqual(['OPTIONS', ''])
  else if (method === 'HEAD') expect(text).toBe('')
  else if (status === 200) expect(JSON.parse(text)).toEqual(tokenResponse)
  else expectProblem(JSON.parse(text), status)
}

function expectProblem(problem: Problem, status: number) {
  expect(problem.status).toBe(status)
  expect(Object.keys(statuses)).toContain(problem.code)
  expect(statuses[problem.code as keyof typeof statuses]).toContain(status)
}

describe('createTokenEndpoint with arbitrary input', () => {
  it('keeps its contract and its headers, and returns neither a secret nor the message of an error', async () => {
    const reached = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'POST', 'OPTIONS'), weight: 4 }, text),
        fc.oneof(fc.constant('https://app.example'), text),
        headers,
        body,
        behaviour,
        fc.record({ outcome, retryAfterMs }),
        async (method, origin, sent, received, behave, rejection) => {
          const endpoint = createTokenEndpoint({
            tokens: {
              organizationId: 'acme',
              now: () => 0,
              async issue() {
                raise(behave.issueThrows)
                return {
                  kind: 'search' as const,
                  token: 'issued.to.alice',
                  fingerprint: 'mPq1c0tJx2yR8a7V',
                  subject: 'h0QxWnC3rTz5Lk9B',
                  expiresAt: 10_000,
                  refreshAt: 5_000,
                  outcome: 'hit' as const,
                }
              },
              async reportRejected() {
                raise(behave.rejectThrows)
                return rejection
              },
            },
            user: () => {
              raise(behave.userThrows)
              return behave.user as string
            },
            allowedOrigins: ['https://shop.example'],
            onError: () => raise(behave.issueThrows),
          })
          const header = (name: string) => new Map(Object.entries(sent)).get(name)
          const response = await endpoint.handle(
            { method, path: '', origin, header, query: () => [], body: () => received },
            undefined,
          )
          expect(JSON.stringify(response)).not.toContain(secret)
          expect(JSON.stringify(response)).not.toContain(internalName)
          expectContract(response, { method, own: origin, sent })
          reached.add(response.status)
        },
      ),
      { numRuns: 3_000, seed: 20_240 },
    )
    expect([...reached].sort()).toEqual([200, 204, 400, 401, 403, 405, 413, 415, 429, 500, 502, 503])
  }, 60_000)
})
