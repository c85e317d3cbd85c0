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

  it('rejects nevertheless while the store is silent', async () => {
    const { clock, limit } = starvedLimit(600)
    const call = limit.run(() => new Promise(() => {}), true)
    const rejected = expect(call).rejects.toThrow(/^No response within \d+ ms\.$/)
    await clock.advance(15_000)
    await rejected
  })
})
