import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { within } from './within.ts'

/** A wait of one second whose process can be frozen: time passes, and no timer fires. */
function waitUnderTest() {
  const clock = createFakeClock()
  let frozenMs = 0
  let resolve: (value: string) => void = () => {}
  const promise = new Promise<string>((resolveWith) => {
    resolve = resolveWith
  })
  let result: boolean | 'pending' = 'pending'
  void within(promise, { ms: 1_000, timers: clock, now: () => clock.now() + frozenMs }).then((isSettled) => {
    result = isSettled
  })
  return {
    clock,
    resolve,
    freeze: (ms: number) => {
      frozenMs += ms
    },
    result: () => result,
  }
}

describe('within', () => {
  it('resolves with false if the promise is pending after the limit', async () => {
    const { clock, result } = waitUnderTest()
    await clock.advance(999)
    expect(result()).toBe('pending')
    await clock.advance(1)
    expect(result()).toBe(false)
    expect(clock.pending).toBe(0)
  })

  it('resolves with true when the promise resolves, and leaves no timer behind', async () => {
    const { clock, resolve, result } = waitUnderTest()
    resolve('value')
    await clock.advance(0)
    expect(result()).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('resolves with true when the promise rejects, whose reason stays with it', async () => {
    const clock = createFakeClock()
    const failing = Promise.reject(new Error('refused'))
    expect(await within(failing, { ms: 1, timers: clock, now: clock.now })).toBe(true)
    await expect(failing).rejects.toThrow('refused')
    expect(clock.pending).toBe(0)
  })

  it('resolves with true for a promise that the event loop settles right after the timer', async () => {
    const { clock, resolve, result } = waitUnderTest()
    clock.setTimeout(() => resolve('value'), 1_000)
    await clock.advance(1_000)
    expect(result()).toBe(true)
  })

  it('waits for up to a second more if the timer fires late', async () => {
    const { clock, resolve, freeze, result } = waitUnderTest()
    freeze(60_000)
    await clock.advance(1_000)
    expect(result()).toBe('pending')
    await clock.advance(999)
    expect(result()).toBe('pending')
    resolve('value')
    await clock.advance(0)
    expect(result()).toBe(true)
  })

  it('resolves with false if nothing arrives after a freeze either', async () => {
    const { clock, freeze, result } = waitUnderTest()
    freeze(60_000)
    await clock.advance(2_000)
    expect(result()).toBe(false)
    expect(clock.pending).toBe(0)
  })
})
