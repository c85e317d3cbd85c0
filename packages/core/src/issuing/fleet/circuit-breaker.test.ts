import { describe, expect, it } from 'vitest'
import { tokenError } from '../../shared/error-table.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'

const down = () => Promise.reject(new Error('down'))
const well = async () => 'response'
const hanging = () => new Promise<never>(() => {})

function breakerUnderTest() {
  const clock = createFakeClock()
  const pauses: number[] = []
  const breaker = createCircuitBreaker({
    timeoutMs: 500,
    now: clock.now,
    timers: clock,
    random: () => 0.5,
    onFailure: (_, { pauseMs }) => pauses.push(pauseMs),
  })
  let calls = 0
  const call = (run: () => Promise<string>, writes = true) => {
    const counted = () => {
      calls++
      return run()
    }
    return breaker.call({ keyHash: 'k', run: counted, writes }).catch(({ code }) => code)
  }
  const respondAfter = (ms: number) => () =>
    new Promise<string>((resolve) => clock.setTimeout(() => resolve('response'), ms))
  return { clock, breaker, pauses, call, respondAfter, calls: () => calls }
}

describe('createCircuitBreaker', () => {
  it('lets one call probe a store that failed, while the others wait for its outcome', async () => {
    const { clock, call, respondAfter, calls } = breakerUnderTest()
    await call(down)
    expect(await call(well)).toBe('shared-store-failed')
    await clock.advance(1_000)
    const probe = call(respondAfter(100))
    const others = Promise.all([call(well), call(well)])
    await clock.advance(99)
    expect(calls()).toBe(2)
    await clock.advance(1)
    expect(await probe).toBe('response')
    expect(await others).toEqual(['response', 'response'])
    expect(calls()).toBe(4)
  })

  it('rejects the calls that waited for a probe that failed, without calling the store', async () => {
    const { clock, call, pauses, calls } = breakerUnderTest()
    await call(down)
    await clock.advance(1_000)
    expect(await Promise.all([call(down), call(well), call(well)])).toEqual(Array(3).fill('shared-store-failed'))
    expect(calls()).toBe(2)
    expect(pauses).toEqual([1_000, 2_000])
  })

  it('does not close for a call that began before the failure', async () => {
    const { clock, call, respondAfter, calls } = breakerUnderTest()
    const slow = call(respondAfter(100))
    await call(down)
    await clock.advance(100)
    expect(await slow).toBe('response')
    expect(await call(well)).toBe('shared-store-failed')
    expect(calls()).toBe(2)
  })

  it('pauses longer each time for a store that can only be read', async () => {
    const { clock, call, pauses } = breakerUnderTest()
    for (let passed = 0; passed < 60; passed++) {
      if ((await call(well, false)) === 'response') await call(down)
      await clock.advance(1_000)
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000])
  })

  it('starts over at one second after a successful write', async () => {
    const { clock, call, pauses } = breakerUnderTest()
    await call(down)
    await clock.advance(1_000)
    await call(down)
    await clock.advance(2_000)
    await call(well)
    await call(down)
    expect(pauses).toEqual([1_000, 2_000, 1_000])
  })

  it('waits for a probe half as long as for a call of a store that has not failed', async () => {
    const { clock, call, pauses } = breakerUnderTest()
    await call(down)
    await clock.advance(1_000)
    const probe = call(hanging)
    await clock.advance(500)
    expect(await probe).toBe('shared-store-failed')
    expect(pauses).toEqual([1_000, 2_000])
  })

  it('rejects with the error of the store as its cause, and with a TokenError as it is', async () => {
    const { breaker } = breakerUnderTest()
    const own = tokenError('shared-store-unreadable', 'It cannot be read.')
    await expect(breaker.callApart(() => Promise.reject(own))).rejects.toBe(own)
    await expect(breaker.callApart(down)).rejects.toMatchObject({
      code: 'shared-store-failed',
      message: 'The shared store failed; this instance continues without it.',
      cause: { message: 'down' },
    })
  })

  it('closes again after the clock was put back', async () => {
    let aheadMs = 0
    const clock = createFakeClock()
    const now = () => clock.now() + aheadMs
    const breaker = createCircuitBreaker({ timeoutMs: 500, now, timers: clock, random: () => 0.5, onFailure() {} })
    await breaker.call({ keyHash: 'k', run: down, writes: true }).catch(() => {})
    aheadMs = -3_600_000
    expect(await breaker.call({ keyHash: 'k', run: well, writes: true })).toBe('response')
    aheadMs = 0
    expect(await breaker.call({ keyHash: 'k', run: well, writes: true })).toBe('response')
  })

  it('lets callAlways call at any time, without a report and without closing', async () => {
    const { clock, breaker, call, pauses } = breakerUnderTest()
    await call(down)
    expect(await breaker.callAlways({ keyHash: 'k', run: well, writes: true })).toBe('response')
    await expect(breaker.callAlways({ keyHash: 'k', run: down, writes: true })).rejects.toMatchObject({
      code: 'shared-store-failed',
    })
    const late = expect(breaker.callAlways({ keyHash: 'k', run: hanging, writes: true })).rejects.toMatchObject({
      cause: { message: 'No response within 500 ms.' },
    })
    await clock.advance(500)
    await late
    expect(pauses).toHaveLength(1)
    expect(await call(well)).toBe('shared-store-failed')
  })
})

describe('createCircuitBreaker, with a slow store', () => {
  it('waits twice as long for one or two late responses, and opens for three', async () => {
    const { clock, call, respondAfter, pauses } = breakerUnderTest()
    const slow = call(respondAfter(900))
    await clock.advance(900)
    expect(await slow).toBe('response')
    for (const limitMs of [1_000, 1_000, 500]) {
      const lost = call(hanging)
      await clock.advance(limitMs)
      expect(await lost).toBe('shared-store-failed')
    }
    expect(pauses).toEqual([0, 0, 1_000])
  })

  it('counts anew after any response', async () => {
    const { clock, call, pauses } = breakerUnderTest()
    for (let late = 0; late < 6; late++) {
      const lost = call(hanging)
      await clock.advance(1_000)
      await lost
      await call(well)
    }
    expect(pauses).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('waits longer for a store that responds to other calls, but not forever', async () => {
    const { clock, call, respondAfter } = breakerUnderTest()
    const slow = call(respondAfter(1_900))
    const lost = call(hanging)
    for (let passed = 0; passed < 2_000; passed += 100) {
      await call(well)
      await clock.advance(100)
    }
    expect(await slow).toBe('response')
    expect(await lost).toBe('shared-store-failed')
  })

  it('does not count the time in which this process did not run', async () => {
    const { call, pauses, clock } = breakerUnderTest()
    let frozenMs = 0
    const now = () => clock.now() + frozenMs
    const failures: number[] = []
    const breaker = createCircuitBreaker({
      timeoutMs: 500,
      now,
      timers: clock,
      random: () => 0.5,
      onFailure: (_, { pauseMs }) => failures.push(pauseMs),
    })
    const calls = Array.from({ length: 5 }, (_, index) =>
      breaker.call({
        keyHash: 'k',
        writes: true,
        run: () => new Promise<number>((resolve) => clock.setTimeout(() => resolve(index), 600)),
      }),
    )
    frozenMs = 60_000
    await clock.advance(600)
    expect(await Promise.all(calls)).toEqual([0, 1, 2, 3, 4])
    expect(failures).toEqual([])
    expect(await call(well)).toBe('response')
    expect(pauses).toEqual([])
  })

  it('delivers a response that arrived before the late timer', async () => {
    const { clock, call, pauses } = breakerUnderTest()
    const pass = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms))
    const arrived = call(async () => {
      // Due at the same instant as the last timer of the limit, and created after it.
      await pass(999)
      await pass(1)
      return 'response'
    })
    await clock.advance(1_000)
    expect(await arrived).toBe('response')
    expect(pauses).toEqual([])
  })
})
