import { describe, expect, it } from 'vitest'
import { createTokenClock } from './token-clock.ts'

function clockAt(time: { wall: number; mono: number }) {
  return createTokenClock({ now: () => time.wall, monotonic: () => time.mono })
}

describe('createTokenClock', () => {
  it('counts time that passes on both clocks once', () => {
    const time = { wall: 1_000_000, mono: 500 }
    const clock = clockAt(time)
    const start = clock()
    for (let step = 0; step < 1_000; step++) {
      time.wall += 7
      time.mono += 7.3
      clock()
    }
    expect(clock() - start).toBeCloseTo(7_300, 0)
  })

  it('runs no faster where it is read many times in each millisecond of a wall clock that counts whole ones', () => {
    const time = { wall: 1_000_000, mono: 0 }
    const clock = clockAt(time)
    const start = clock()
    for (let step = 1; step <= 10_000; step++) {
      time.mono = step / 10
      time.wall = 1_000_000 + Math.floor(step / 10)
      clock()
    }
    expect(clock() - start).toBeCloseTo(1_000, 3)
  })

  it('counts sleep, during which the monotonic clock stops', () => {
    const time = { wall: 1_000_000, mono: 500 }
    const clock = clockAt(time)
    const start = clock()
    time.wall += 3_600_000
    time.mono += 20
    expect(clock() - start).toBeGreaterThanOrEqual(3_600_000)
  })

  it('ignores a wall clock that is set back', () => {
    const time = { wall: 10_000_000, mono: 500 }
    const clock = clockAt(time)
    const start = clock()
    time.wall -= 3_600_000
    time.mono += 60_000
    expect(clock() - start).toBe(60_000)
    time.wall += 60_000
    time.mono += 60_000
    expect(clock() - start).toBe(120_000)
  })

  it('never runs backwards', () => {
    const time = { wall: 10_000_000, mono: 500 }
    const clock = clockAt(time)
    let last = clock()
    for (const [wall, mono] of [
      [-5_000, 1],
      [90_000, 1],
      [-90_000, 1],
      [999, 2],
      [-999, 2],
      [1, 5_000],
    ] as const) {
      time.wall += wall
      time.mono += mono
      expect(clock()).toBeGreaterThanOrEqual(last)
      last = clock()
    }
  })
})
