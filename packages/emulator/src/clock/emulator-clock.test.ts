import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEmulatorClock } from './emulator-clock.ts'

describe('createEmulatorClock', () => {
  it('follows its time source', () => {
    let time = 1000
    const clock = createEmulatorClock(() => time)
    time = 1500
    expect(clock.now()).toBe(1500)
  })

  it('keeps running after it is moved', () => {
    let time = 1000
    const clock = createEmulatorClock(() => time)
    clock.set(50_000)
    clock.advance(7)
    time += 20
    expect(clock.now()).toBe(50_027)
  })

  it('stops while frozen, still moves on request, and continues from there', () => {
    let time = 1000
    const clock = createEmulatorClock(() => time)
    clock.freeze()
    time += 500
    expect(clock.now()).toBe(1000)
    clock.advance(10)
    expect(clock.now()).toBe(1010)
    clock.resume()
    time += 5
    expect(clock.now()).toBe(1015)
    expect(clock.frozen).toBe(false)
  })

  it('returns to its time source on reset', () => {
    const clock = createEmulatorClock(() => 1000)
    clock.freeze()
    clock.advance(99)
    clock.reset()
    expect(clock.now()).toBe(1000)
  })

  it('rejects values that are not a time', () => {
    const clock = createEmulatorClock()
    expect(() => clock.advance(Number.NaN)).toThrow(TypeError)
    expect(() => clock.set(Number.POSITIVE_INFINITY)).toThrow('time must be a finite number')
  })

  it('rejects a time that no date can show, and keeps the one it has', () => {
    const clock = createEmulatorClock(() => 1000)
    for (const change of [() => clock.advance(1e300), () => clock.set(-1e15), () => clock.advance(-1e15)]) {
      expect(change).toThrow('between the years 1900 and 9999')
    }
    expect(clock.now()).toBe(1000)
  })

  it('adds up any moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (moves) => {
        const clock = createEmulatorClock(() => 0)
        for (const move of moves) clock.advance(move)
        expect(clock.now()).toBe(moves.reduce((sum, move) => sum + move, 0))
      }),
    )
  })
})
