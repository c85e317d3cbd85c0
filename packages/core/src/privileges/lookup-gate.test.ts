import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import type { TokenError } from '../shared/token-error.ts'
import { createLookupGate } from './lookup-gate.ts'

function gateAt(time = 1_800_000_000_000) {
  const clock = { time }
  const gate = createLookupGate({ now: () => clock.time, random: () => 0.5, keyCoolDownMs: 10_000 })
  let calls = 0
  const lookUp = (error?: TokenError) =>
    gate.run(async () => {
      calls++
      if (error) throw error
      return 'found'
    })
  return { gate, clock, lookUp, calls: () => calls }
}

const invalid = tokenError('coveo-refused', 'Coveo refused the call with status 400.', { status: 400 })
const unauthorized = tokenError('coveo-refused', 'Coveo refused the call with status 401.', { status: 401 })
const down = tokenError('coveo-server-error', 'Coveo failed with status 503.')
const limited = tokenError('coveo-rate-limited', 'Coveo limited the rate of calls.', { retryAfterMs: 7_000 })
const remedy = 'Retry later; if it persists, check which callers send invalid tokens to the guarded routes.'

describe('createLookupGate', () => {
  it('runs at most 20 lookups at once, and the others after them', async () => {
    const { gate } = gateAt()
    let underWay = 0
    let most = 0
    const lookups = Array.from({ length: 100 }, () =>
      gate.run(async () => {
        most = Math.max(most, ++underWay)
        await Promise.resolve()
        underWay--
      }),
    )
    await Promise.all(lookups)
    expect(most).toBe(20)
  })

  it('runs no more than 20 where a lookup arrives at the moment in which another one ends', async () => {
    const { gate } = gateAt()
    const ends: (() => void)[] = []
    let underWay = 0
    let most = 0
    const run = () =>
      gate.run(async () => {
        most = Math.max(most, ++underWay)
        await new Promise<void>((resolve) => ends.push(resolve))
        underWay--
      })
    const lookups = Array.from({ length: 30 }, run)
    await Promise.resolve()
    ends.shift()?.()
    for (let turn = 0; turn < 20; turn++) {
      lookups.push(run())
      await Promise.resolve()
    }
    while (ends.length > 0) {
      ends.shift()?.()
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    }
    await Promise.all(lookups)
    expect(most).toBe(20)
  })

  it('rejects a lookup at once when 1 000 wait', async () => {
    const { gate } = gateAt()
    const hanging = Array.from({ length: 1_020 }, () => gate.run(() => new Promise<never>(() => {})))
    for (const lookup of hanging) lookup.catch(() => {})
    await expect(gate.run(async () => 'found')).rejects.toMatchObject({
      code: 'coveo-rate-limited',
      retryable: true,
      message: 'Too many privilege lookups are under way.',
      remedy,
    })
  })

  it('looks up 30 invalid tokens a minute, and then none for the rest of it', async () => {
    const { clock, lookUp, calls } = gateAt()
    for (let count = 0; count < 30; count++) await expect(lookUp(invalid)).rejects.toBe(invalid)
    clock.time += 59_000
    await expect(lookUp()).rejects.toMatchObject({
      code: 'coveo-rate-limited',
      retryAfterMs: 1_000,
      message: 'Too many invalid tokens were looked up in the last minute.',
      remedy,
    })
    expect(calls()).toBe(30)
    clock.time += 1_000
    expect(await lookUp()).toBe('found')
  })

  it('cools down as long as Retry-After says', async () => {
    const { clock, lookUp, calls } = gateAt()
    await expect(lookUp(limited)).rejects.toBe(limited)
    clock.time += 6_999
    await expect(lookUp()).rejects.toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 1, cause: limited })
    expect(calls()).toBe(1)
    clock.time += 1
    expect(await lookUp()).toBe('found')
  })

  it.each([
    ['a 429 without `Retry-After`', tokenError('coveo-rate-limited', 'Coveo limited the rate of calls.'), 1_000],
    ['a 503 with `Retry-After`', tokenError('coveo-server-error', 'Coveo failed.', { retryAfterMs: 7_000 }), 7_000],
  ])('cools down at once after %s', async (_name, error, retryAfterMs) => {
    const { lookUp, calls } = gateAt()
    await expect(lookUp(error)).rejects.toBe(error)
    await expect(lookUp()).rejects.toMatchObject({ code: error.code, retryAfterMs, cause: error })
    expect(calls()).toBe(1)
  })

  it('neither cools down nor counts invalid tokens for an error that is not of the kit', async () => {
    const { gate, lookUp } = gateAt()
    const fault = Object.assign(new Error('fault'), { retryable: true, status: 401 })
    for (let count = 0; count < 31; count++) {
      const error = count === 0 ? fault : new Error('fault')
      await expect(gate.run(() => Promise.reject(error))).rejects.toBe(error)
    }
    expect(await lookUp()).toBe('found')
  })

  it('cools down longer after each of many failures, and not at all after a success', async () => {
    const { clock, lookUp, calls } = gateAt()
    for (let count = 0; count < 3; count++) await expect(lookUp(down)).rejects.toBe(down)
    await expect(lookUp()).rejects.toMatchObject({ code: 'coveo-server-error', retryAfterMs: 1_000 })
    clock.time += 1_000
    await expect(lookUp(down)).rejects.toBe(down)
    await expect(lookUp()).rejects.toMatchObject({ retryAfterMs: 2_000 })
    clock.time += 2_000
    expect(await lookUp()).toBe('found')
    await expect(lookUp(down)).rejects.toBe(down)
    expect(await lookUp()).toBe('found')
    expect(calls()).toBe(7)
  })

  it('cools down after a rejected API key, which concerns every token', async () => {
    const { clock, lookUp, calls } = gateAt()
    await expect(lookUp(unauthorized)).rejects.toBe(unauthorized)
    clock.time += 9_999
    await expect(lookUp()).rejects.toMatchObject({ code: 'coveo-refused', status: 401 })
    expect(calls()).toBe(1)
    clock.time += 1
    expect(await lookUp()).toBe('found')
  })

  it('ends a cool-down when the clock is set back', async () => {
    const { clock, lookUp } = gateAt()
    await expect(lookUp(limited)).rejects.toBe(limited)
    clock.time -= 3_600_000
    expect(await lookUp()).toBe('found')
  })
})
