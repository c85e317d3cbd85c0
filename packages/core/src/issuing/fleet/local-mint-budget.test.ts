import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { createLocalMintBudget } from './local-mint-budget.ts'

const [second, minute] = [1_000, 60_000]

describe('createLocalMintBudget', () => {
  it('allows so many mints a minute, and says when the next one is possible', async () => {
    const clock = createFakeClock()
    const budget = createLocalMintBudget({ localMintsPerMinute: 60, now: clock.now })
    for (let mint = 0; mint < 60; mint++) budget.spend({ background: false })
    expect(() => budget.spend({ background: false })).toThrow(
      expect.objectContaining({ code: 'shared-store-failed', retryAfterMs: 1_000 }),
    )
    expect(() => budget.spend({ background: false })).toThrow('at most 60 tokens a minute')
    await clock.advance(second)
    budget.spend({ background: false })
    expect(() => budget.spend({ background: false })).toThrow()
    await clock.advance(60 * minute)
    for (let mint = 0; mint < 60; mint++) budget.spend({ background: false })
    expect(() => budget.spend({ background: false })).toThrow()
  })

  it('leaves the lower half to callers that have no token', () => {
    const budget = createLocalMintBudget({ localMintsPerMinute: 10, now: () => 0 })
    for (let mint = 0; mint < 5; mint++) budget.spend({ background: true })
    expect(() => budget.spend({ background: true })).toThrow()
    for (let mint = 0; mint < 5; mint++) budget.spend({ background: false })
    expect(() => budget.spend({ background: false })).toThrow()
  })
})

describe('createTokenIssuer, while the shared store is away', () => {
  it('limits its own mints, and returns valid tokens first', async () => {
    const { join, faults, coveo, clock } = fleetUnderTest(0)
    const tokens = join({ localMintsPerMinute: 10 })
    for (let user = 0; user < 10; user++) await tokens.issue(`early${user}@example.com`)
    await clock.advance(56 * minute)
    faults.mode = 'failing'
    const users = Array.from({ length: 10 }, (_, user) => `early${user}@example.com`)
    for (const user of users) expect((await tokens.issue(user)).outcome).toBe('hit')
    await clock.advance(1)
    expect(coveo.mints).toHaveLength(10 + 5)
    const outcomes: string[] = []
    for (let user = 0; user < 10; user++) {
      outcomes.push(
        await tokens.issue(`late${user}@example.com`).then(
          ({ outcome }) => outcome,
          ({ code }) => code,
        ),
      )
    }
    expect(outcomes).toEqual([...Array(5).fill('mint'), ...Array(5).fill('shared-store-failed')])
    await clock.advance(6 * second)
    expect((await tokens.issue('late@example.com')).outcome).toBe('mint')
  })
})
