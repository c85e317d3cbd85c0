import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import type { TokenIssuer } from '../token-issuer-contract.ts'

const users = ['alice@example.com', 'bob@example.com']
const instance = fc.nat(2)
const user = fc.constantFrom(...users)

const trouble = fc.constantFrom('none' as const, 'failing' as const, 'hanging' as const)
const ms = fc.constantFrom(0, 1, 100, 5_000, 600_000, 3_000_000)

const quiet = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('issue' as const), instance, user }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), instance, user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), instance, user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), times: fc.nat(2) }) },
)
const troubled = fc.oneof(
  { weight: 9, arbitrary: quiet },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trouble' as const), mode: trouble }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), ms }) },
)

/** The shortest time after which an instance may take over a mint. */
const leaseMs = 5_000

type Step = typeof troubled extends fc.Arbitrary<infer Value> ? Value : never

/**
 * Runs the steps and returns the largest number of mints in flight for one user. Fails when a wrong token is returned.
 * A mint from before a long freeze does not count: its lease may have expired, and its connection is gone.
 */
async function play(steps: readonly Step[], mintMs: number): Promise<number> {
  const { fleet, clock, coveo, faults } = fleetUnderTest(3)
  const now = () => clock.now() + faults.frozenMs
  const ends = new Map<string, number>()
  const owners = new Map<string, string>()
  let inFlight = new Map<string, number>()
  let failures = 0
  let most = 0
  coveo.respondWith(async (mint) => {
    const name = mint.grant.userIds?.[0]?.name ?? ''
    const counts = inFlight
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    most = Math.max(most, count)
    await new Promise<void>((resolve) => clock.setTimeout(resolve, mintMs))
    counts.set(name, (counts.get(name) ?? 0) - 1)
    if (failures-- > 0) throw new Error('Coveo is down.')
    const minted = fakeToken(mint, 3_600_000)
    owners.set(minted.token, name)
    ends.set(minted.token, now() + 3_600_000)
    return minted
  })

  function issue(tokens: TokenIssuer<string>, user: string): Promise<void> {
    return tokens.issue(user).then(
      ({ token, expiresAt }) => {
        expect(owners.get(token)).toBe(user)
        expect(expiresAt).toBeGreaterThan(now())
        expect(ends.get(token)).toBeGreaterThan(now())
      },
      (error) => expect(error).toMatchObject({ name: 'TokenError' }),
    )
  }

  const waits: Promise<unknown>[] = []
  for (const step of steps) {
    if (step.do === 'pass') await clock.advance(step.ms)
    if (step.do === 'freeze') {
      await clock.advance(0)
      faults.frozenMs += step.ms
      if (step.ms >= leaseMs) inFlight = new Map()
    }
    if (step.do === 'fail') failures = step.times
    if (step.do === 'trouble') faults.mode = step.mode
    if (!('instance' in step)) continue
    const tokens = fleet[step.instance] as TokenIssuer<string>
    if (step.do === 'issue') waits.push(issue(tokens, step.user))
    if (step.do === 'reject') waits.push(tokens.reportRejected(step.user, tokens.peek(step.user)?.fingerprint ?? 'x'))
    if (step.do === 'invalidate') waits.push(tokens.invalidate(step.user).catch(() => {}))
  }
  await clock.advance(60_000)
  await Promise.all(waits)
  return most
}

describe('createTokenIssuer, instances that share a store, in any order of events', () => {
  it("mint at most one token for a user at a time, and never return another user's or an expired token", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(quiet, { maxLength: 40 }), fc.nat(4_500), async (steps, mintMs) => {
        expect(await play(steps, mintMs)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 120 },
    )
  })

  it('return no wrong token while the store fails, and mint at most one for a user on each instance', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(troubled, { maxLength: 40 }), fc.nat(4_500), async (steps, mintMs) => {
        expect(await play(steps, mintMs)).toBeLessThanOrEqual(3)
      }),
      { numRuns: 120 },
    )
  })
})
