import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createResponseLimit } from './response-limit.ts'

/** A process that hardly runs: each of its timers fires so much later, in milliseconds. */
function starvedLimit(latenessMs: number) {
  const clock = createFakeClock()
  const timers = { ...clock, setTimeout: (run: () => void, ms: number) => clock.setTimeout(run, ms + latenessMs) }
  const limit = createResponseLimit({ timeoutMs: 500, now: clock.now, timers })
  const respondAfter = (ms: number) => () => new Promise<number>((resolve) => clock.setTimeout(() => resolve(ms), ms))
  return { clock, limit, respondAfter }
}

describe('createResponseLimit, in a process that hardly runs', () => {
  it('counts no delay of a timer, neither of the last one nor of one before', async () => {
    const { clock, limit, respondAfter } = starvedLimit(600)
    const calls = [1, 2, 3, 4, 5].map(() => limit.run(respondAfter(3_000)))
    await clock.advance(3_000)
    expect(await Promise.all(calls)).toEqual([3_000, 3_000, 3_000, 3_000, 3_000])
  })

  it.each([
    [26, 'response'],
    [25, 'No response within 775 ms.'],
  ])('waits twice as long where a timer is more than 25 ms late: %i ms', async (latenessMs, outcome) => {
    const { clock, limit, respondAfter } = starvedLimit(latenessMs)
    const call = limit.run(respondAfter(1_000), true).then(
      () => 'response',
      ({ message }: Error) => message,
    )
    await clock.advance(1_000)
    expect(await call).toBe(outcome)
  })

  it('waits on where the store responds to another call at the last moment', async () => {
    const clock = createFakeClock()
    const limit = createResponseLimit({ timeoutMs: 500, now: clock.now, timers: clock })
    const pass = (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms))
    const slow = limit.run(() => pass(1_500))
    // Its response arrives at the same instant as the last timer of the slow call, and after it.
    const other = limit.run(() => pass(999).then(() => pass(1)))
    await clock.advance(1_500)
    expect(await Promise.allSettled([slow, other])).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }])
  })

  it('rejects nevertheless while the store is silent', async () => {
    const { clock, limit } = starvedLimit(600)
    const call = limit.run(() => new Promise(() => {}), true)
    const rejected = expect(call).rejects.toThrow(/^No response within \d+ ms\.$/)
    await clock.advance(15_000)
    await rejected
  })
})
