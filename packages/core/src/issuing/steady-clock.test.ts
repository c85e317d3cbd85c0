import { describe, expect, it } from 'vitest'
import { createSteadyClock } from './steady-clock.ts'

const startAt = 1_700_000_000_000
const hour = 3_600_000

/** A steady clock over a wall clock and, if `monotonic`, a second one. `pass` moves both, and returns how far `now` moved. */
function clockUnderTest({ monotonic }: { monotonic: boolean }) {
  const time = { wall: startAt, passed: 500 }
  const clock = createSteadyClock({
    wall: () => time.wall,
    monotonic: monotonic ? () => time.passed : undefined,
  })
  function pass(ms: number, wallMs = ms): number {
    const before = clock.now()
    time.passed += ms
    time.wall += wallMs
    return clock.now() - before
  }
  return { time, clock, pass }
}

describe('createSteadyClock', () => {
  it('returns the wall time while no clock is set', () => {
    for (const monotonic of [true, false]) {
      const { time, clock, pass } = clockUnderTest({ monotonic })
      for (const ms of [0, 1, 999, 1_000, hour]) {
        pass(ms)
        expect(clock.now()).toBe(time.wall)
      }
      expect(clock.aheadMs()).toBe(0)
    }
  })

  it('never goes back, and reports once how far the wall clock was set back', () => {
    for (const monotonic of [true, false]) {
      const { clock, pass } = clockUnderTest({ monotonic })
      pass(5_000)
      expect(pass(10, -60_000)).toBe(monotonic ? 10 : 0)
      const aheadMs = clock.aheadMs()
      expect(aheadMs).toBe(monotonic ? 60_010 : 60_000)
      expect(pass(10)).toBe(10)
      expect(pass(60_000)).toBe(60_000)
      expect(clock.aheadMs()).toBe(aheadMs)
    }
  })

  it('counts the time that passed before a step back was noticed, if it has a monotonic clock', () => {
    const { clock, pass } = clockUnderTest({ monotonic: true })
    expect(pass(hour, -hour)).toBe(hour)
    expect(clock.aheadMs()).toBe(2 * hour)
  })

  it('moves ahead with a wall clock that is set forward, or a machine that slept', () => {
    const { clock, pass } = clockUnderTest({ monotonic: true })
    expect(pass(10, hour)).toBe(hour)
    expect(pass(0, 8 * hour)).toBe(8 * hour)
    expect(clock.aheadMs()).toBe(0)
  })

  it('moves ahead also after the wall clock was set back and is corrected', () => {
    const { clock, pass } = clockUnderTest({ monotonic: true })
    pass(0, -hour)
    expect(pass(0, hour)).toBe(hour)
    expect(clock.aheadMs()).toBe(hour)
  })

  it('takes corrections under a second for noise', () => {
    const { clock, pass } = clockUnderTest({ monotonic: true })
    expect(pass(5, -900)).toBe(5)
    expect(pass(5, 900)).toBe(5)
    expect(clock.aheadMs()).toBe(0)
  })

  it('follows the monotonic clock while the wall clock is slowed down for days', () => {
    const { pass } = clockUnderTest({ monotonic: true })
    for (let passed = 0; passed < 100; passed++) expect(pass(hour, hour - 500)).toBe(hour)
  })

  it('returns whole milliseconds', () => {
    const clock = createSteadyClock({ wall: () => startAt, monotonic: () => 0.7 })
    expect(Number.isInteger(clock.now())).toBe(true)
  })
})
