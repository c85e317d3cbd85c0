import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'

const users = ['alice@example.com', 'bob@example.com']
const instance = fc.nat(2)
const user = fc.constantFrom(...users)

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('issue' as const), instance, user }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1, 100, 5_000, 600_000, 3_000_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), instance, user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), instance, user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), times: fc.nat(2) }) },
)

describe('token issuers that share a store, whatever happens in whatever order', () => {
  it('mint at most one token for a user at a time, and never hand out one that is another user’s or at its end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(300), async (steps, mintMs) => {
        const { fleet, clock, coveo } = fleetUnderTest(3)
        const owners = new Map<string, string>()
        const inFlight = new Map<string, number>()
        let failures = 0
        let most = 0
        coveo.answerWith(async (mint) => {
          const name = 'userIds' in mint.params ? (mint.params.userIds?.[0]?.name ?? '') : ''
          inFlight.set(name, (inFlight.get(name) ?? 0) + 1)
          most = Math.max(most, inFlight.get(name) ?? 0)
          await new Promise<void>((resolve) => clock.setTimeout(resolve, mintMs))
          inFlight.set(name, (inFlight.get(name) ?? 0) - 1)
          if (failures-- > 0) throw new Error('Coveo is down.')
          const minted = fakeToken(mint, 3_600_000)
          owners.set(minted.token, name)
          return minted
        })
        const waits: Promise<unknown>[] = []
        for (const step of steps) {
          if (step.do === 'pass') await clock.advance(step.ms)
          if (step.do === 'fail') failures = step.times
          if (!('instance' in step)) continue
          const tokens = fleet[step.instance]
          if (step.do === 'reject')
            waits.push(tokens?.reject(step.user, tokens.peek(step.user)?.fingerprint ?? 'x') ?? fail())
          if (step.do === 'invalidate') waits.push(tokens?.invalidate(step.user) ?? fail())
          if (step.do === 'issue') {
            const asked = tokens?.issue(step.user).then(
              ({ token, expiresAt }) => {
                expect(owners.get(token)).toBe(step.user)
                expect(expiresAt).toBeGreaterThan(clock.now())
              },
              (error) => expect(error).toMatchObject({ name: 'TokenError' }),
            )
            waits.push(asked ?? fail())
          }
        }
        await clock.advance(60_000)
        await Promise.all(waits)
        expect(most).toBeLessThanOrEqual(1)
      }),
      { numRuns: 150 },
    )
  })
})

function fail(): never {
  throw new Error('There is no such instance.')
}
