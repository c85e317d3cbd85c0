import { describe, expect, it } from 'vitest'
import { createThrottle } from './throttle.ts'

function setUp() {
  let now = 0
  const { admit } = createThrottle({ intervalMs: 1_000, maxEntries: 2, now: () => now })
  return { admit, moveTo: (at: number) => (now = at) }
}

describe('createThrottle', () => {
  it('admits each key once per interval', () => {
    const { admit, moveTo } = setUp()
    expect(['a', 'a', 'b', 'b'].map(admit)).toEqual([true, false, true, false])
    moveTo(999)
    expect(admit('a')).toBe(false)
    moveTo(1_000)
    expect(['a', 'a'].map(admit)).toEqual([true, false])
  })

  it('admits no more keys per interval than it keeps', () => {
    const { admit, moveTo } = setUp()
    admit('a')
    moveTo(500)
    expect(['b', 'c', 'a'].map(admit)).toEqual([true, false, false])
    moveTo(1_000)
    expect(['c', 'd'].map(admit)).toEqual([true, false])
    moveTo(1_500)
    expect(admit('d')).toBe(true)
  })

  it('admits every key after the clock is set back', () => {
    const { admit, moveTo } = setUp()
    moveTo(5_000)
    expect(['a', 'b'].map(admit)).toEqual([true, true])
    moveTo(0)
    expect(['a', 'c'].map(admit)).toEqual([true, true])
  })
})
