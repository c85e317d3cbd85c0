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
  let result: string | undefined | 'pending' = 'pending'
  void within(promise, { ms: 1_000, timers: clock, now: () => clock.now() + frozenMs }).then((value) => {
    result = value
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
  it('resolves with undefined if the promise is pending after the limit', async () => {
    const { clock, result } = waitUnderTest()
    await clock.advance(999)
    expect(result()).toBe('pending')
    await clock.advance(1)
    expect(result()).toBeUndefined()
    expect(clock.pending).toBe(0)
  })

  it('resolves with the value, and leaves no timer behind', async () => {
    const { clock, resolve, result } = waitUnderTest()
    resolve('value')
    await clock.advance(0)
    expect(result()).toBe('value')
    expect(clock.pending).toBe(0)
  })

  it('rejects as the promise does', async () => {
    const clock = createFakeClock()
    const failing = within(Promise.reject(new Error('refused')), { ms: 1, timers: clock, now: clock.now })
    await expect(failing).rejects.toThrow('refused')
  })

  it('resolves with a value that the event loop delivers right after the timer', async () => {
    const { clock, resolve, result } = waitUnderTest()
    clock.setTimeout(() => resolve('value'), 1_000)
    await clock.advance(1_000)
    expect(result()).toBe('value')
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
    expect(result()).toBe('value')
  })

  it('resolves with undefined if nothing arrives after a freeze either', async () => {
    const { clock, freeze, result } = waitUnderTest()
    freeze(60_000)
    await clock.advance(2_000)
    expect(result()).toBeUndefined()
    expect(clock.pending).toBe(0)
  })
})
