import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import type { FakeMint } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import type { IssueResult } from './issued-token.ts'

const users = ['alice@example.com', 'bob@example.com', 'carol@example.com']
const minute = 60_000
const hour = 60 * minute

/** How Coveo treats one call. */
type Fate = 'mints' | 'is down' | 'is slow' | 'hangs' | 'limits' | 'refuses' | 'mints briefly' | 'mints an old one'

const fates = fc.constantFrom<Fate>(
  'mints',
  'is down',
  'is slow',
  'hangs',
  'limits',
  'refuses',
  'mints briefly',
  'mints an old one',
)

const steps = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('issue' as const), user: fc.constantFrom(...users) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('report' as const), user: fc.constantFrom(...users) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), user: fc.constantFrom(...users) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), user: fc.constantFrom(...users) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(0, 1, 999, 1_500, 20_000, 10 * minute, 50 * minute),
    }),
  },
)

function owner({ grant }: FakeMint): string {
  return grant.userIds?.[0]?.name ?? ''
}

interface World {
  issuer: ReturnType<typeof issuerUnderTest>
  /** Most calls to Coveo that were under way at once for one user. */
  most(): number
}

/** An issuer in front of a Coveo that treats each call as the next fate says. After the last one it mints. */
function world(script: readonly Fate[]): World {
  const issuer = issuerUnderTest()
  const { clock, coveo } = issuer
  const under = new Map<string, number>()
  let most = 0

  async function fated(mint: FakeMint): Promise<{ token: string; remainingMs: number; lifetimeMs: number }> {
    const token = `${owner(mint)}#${mint.number}`
    const fate = script[mint.number - 1] ?? 'mints'
    if (fate === 'is down') throw tokenError('coveo-server-error', 'Coveo is down.')
    if (fate === 'refuses') throw tokenError('coveo-refused', 'Coveo refused the call.')
    if (fate === 'limits') throw tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 7_000 })
    if (fate === 'is slow') await new Promise<void>((resolve) => clock.setTimeout(resolve, 3_000))
    if (fate === 'hangs') await new Promise<void>((resolve) => mint.signal?.addEventListener('abort', () => resolve()))
    const lifetimeMs = fate === 'mints briefly' ? 2 * minute : hour
    return { token, remainingMs: fate === 'mints an old one' ? minute : lifetimeMs, lifetimeMs }
  }

  coveo.respondWith(async (mint) => {
    const count = (under.get(owner(mint)) ?? 0) + 1
    under.set(owner(mint), count)
    most = Math.max(most, count)
    try {
      return await fated(mint)
    } finally {
      under.set(owner(mint), (under.get(owner(mint)) ?? 1) - 1)
    }
  })
  return { issuer, most: () => most }
}

describe('createTokenIssuer, under any sequence of calls and failures', () => {
  it('issues no token of another user, no expired and no rejected one, and mints once at a time for each user', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fates, { maxLength: 12 }),
        fc.array(steps, { maxLength: 40 }),
        async (mintFates, script) => {
          const { issuer, most } = world(mintFates)
          const { tokens, clock } = issuer
          const rejected = new Set<string>()
          const last = new Map<string, IssueResult>()

          function check(user: string, result: IssueResult): void {
            expect(result.token.split('#')[0]).toBe(user)
            expect(result.expiresAt).toBeGreaterThan(clock.now())
            expect(rejected).not.toContain(result.token)
            last.set(user, result)
          }

          const open: Promise<unknown>[] = []
          for (const step of script) {
            if (step.do === 'wait') await clock.advance(step.ms)
            else if (step.do === 'issue') {
              open.push(
                tokens.issue(step.user).then(
                  (result) => check(step.user, result),
                  (error) => expect(error).toMatchObject({ name: 'TokenError' }),
                ),
              )
            } else if (step.do === 'leave') {
              const leaving = new AbortController()
              open.push(tokens.issue(step.user, { signal: leaving.signal }).catch(() => undefined))
              leaving.abort()
            } else if (step.do === 'invalidate') open.push(tokens.invalidate(step.user))
            else {
              const held = last.get(step.user)
              if (held === undefined) continue
              const { outcome } = await tokens.reportRejected(step.user, held.fingerprint)
              if (outcome === 'dropped') rejected.add(held.token)
            }
          }
          await clock.advance(10_000)
          await Promise.all(open)
          expect(most()).toBeLessThanOrEqual(1)
          expect(clock.pending).toBe(0)
        },
      ),
      { numRuns: 80 },
    )
  })

  it('keeps users apart under any order of responses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...users), { minLength: 1, maxLength: 15 }),
        async (s, callers) => {
          const { tokens, coveo } = issuerUnderTest()
          coveo.respondWith(async (mint) => {
            await s.schedule(Promise.resolve(), owner(mint))
            return { token: `${owner(mint)}#${mint.number}`, remainingMs: hour, lifetimeMs: hour }
          })
          const all = callers.map(async (user) => {
            await s.schedule(Promise.resolve(), `call for ${user}`)
            const { token } = await tokens.issue(user)
            expect(token.split('#')[0]).toBe(user)
          })
          await s.waitFor(Promise.all(all))
          expect(coveo.mints).toHaveLength(new Set(callers).size)
        },
      ),
    )
  })

  it('mints a bounded number of times an hour, however often Coveo fails and users report', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fates), fc.integer({ min: 500, max: 5_000 }), async (stream, everyMs) => {
        const { issuer } = world([...stream.take(400)])
        const { tokens, clock, coveo } = issuer
        for (const end = clock.now() + hour / 4; clock.now() < end; ) {
          tokens.issue('alice@example.com').then(
            ({ fingerprint }) => tokens.reportRejected('alice@example.com', fingerprint),
            () => undefined,
          )
          await clock.advance(everyMs)
        }
        // Five accepted reports a minute, and between two of them at most the failures that a pause of 1 s allows.
        expect(coveo.mints.length).toBeLessThanOrEqual(15 * 5 * 2)
      }),
      { numRuns: 5 },
    )
  })

  it('mints 170 times an hour at most if Coveo always fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Fate>('is down', 'hangs', 'limits', 'refuses'),
        fc.constantFrom(0, 0.5, 0.999),
        async (fate, chance) => {
          const { tokens, clock, coveo } = issuerUnderTest({ random: () => chance })
          const { issuer } = world(new Array(1_000).fill(fate))
          coveo.respondWith((mint) => issuer.coveo.createSearchToken({ userIds: [] as never }, mint))
          for (const end = clock.now() + hour; clock.now() < end; ) {
            tokens.issue('alice@example.com').catch(() => undefined)
            await clock.advance(3_000)
          }
          expect(coveo.mints.length).toBeLessThanOrEqual(170)
          expect(coveo.mints.length).toBeGreaterThan(90)
        },
      ),
      { numRuns: 6 },
    )
  })
})
