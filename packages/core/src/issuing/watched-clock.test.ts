import { describe, expect, it, vi } from 'vitest'
import { createWatchedClock } from './watched-clock.ts'

/** A wall clock and a monotonic one, each to be set at will. */
function clocks({ steady }: { steady: boolean }) {
  const time = { wall: 1_700_000_000_000, passed: 500 }
  const onPutBack = vi.fn()
  const monotonic = steady ? () => time.passed : undefined
  const now = createWatchedClock({ now: () => time.wall, monotonic, onPutBack })
  function pass(ms: number, wallMs = ms): number {
    time.passed += ms
    time.wall += wallMs
    return now()
  }
  return { time, onPutBack, pass }
}

describe('createWatchedClock', () => {
  it('tells the time', () => {
    for (const steady of [true, false]) {
      const { time, onPutBack, pass } = clocks({ steady })
      for (const ms of [0, 1, 999, 1_000, 3_600_000]) expect(pass(ms)).toBe(time.wall)
      expect(onPutBack).not.toHaveBeenCalled()
    }
  })

  it('gives notice once when the time goes back', () => {
    for (const steady of [true, false]) {
      const { onPutBack, pass } = clocks({ steady })
      pass(5_000)
      pass(10, -60_000)
      expect(onPutBack).toHaveBeenCalledTimes(1)
      pass(10)
      pass(60_000)
      expect(onPutBack).toHaveBeenCalledTimes(1)
    }
  })

  it('notices what happened while nobody looked, if it has a clock that nobody sets', () => {
    const { onPutBack, pass } = clocks({ steady: true })
    pass(3_600_000, 1_800_000)
    expect(onPutBack).toHaveBeenCalledTimes(1)
  })

  it('says nothing of a clock put forward, or of a machine that slept', () => {
    const { onPutBack, pass } = clocks({ steady: true })
    pass(10, 3_600_000)
    pass(0, 8 * 3_600_000)
    expect(onPutBack).not.toHaveBeenCalled()
  })

  it('takes corrections under a second, and clocks that drift apart, for noise', () => {
    const { onPutBack, pass } = clocks({ steady: true })
    for (let hour = 0; hour < 100; hour++) pass(3_600_000, 3_599_500)
    pass(5, -900)
    expect(onPutBack).not.toHaveBeenCalled()
  })
})
