import { describe, expect, it } from 'vitest'
import { createAbortState } from '../../shared/abort-state.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createLeaseWait } from './lease-wait.ts'
import type { SharedEntry } from './shared-entry.ts'

const leaseMs = 6_500

/** A wait for an entry whose lease another instance holds. */
function waitUnderTest() {
  const clock = createFakeClock()
  const closer = createAbortState()
  const startedAt = clock.now()
  const readAt: number[] = []
  let isFree = false
  let value: string | undefined
  const entry = {
    acquireLease: async () => isFree,
    mintMs: () => 5_000,
    releaseLease: async () => {},
  } as Partial<SharedEntry> as SharedEntry
  const leaseWait = createLeaseWait({
    leaseMs,
    now: clock.now,
    random: () => 0.5,
    timers: clock,
    closing: closer.signal,
  })
  const run = () =>
    leaseWait(entry, {
      async read() {
        readAt.push(clock.now() - startedAt)
        return value
      },
      mint: async (limitMs) => `minted within ${limitMs} ms`,
    })
  return {
    clock,
    readAt,
    run,
    close: () => closer.abort(new Error('closed')),
    free() {
      isFree = true
    },
    publish(token: string) {
      value = token
    },
  }
}

describe('createLeaseWait', () => {
  it('pauses a third longer after each poll, and half a second at most', async () => {
    const { clock, readAt, run, publish } = waitUnderTest()
    const waiting = run()
    await clock.advance(3_500)
    publish('shared')
    await clock.advance(500)
    expect(await waiting).toBe('shared')
    const pauses = readAt.map((at, index) => Math.round(at - (readAt[index - 1] ?? 0)))
    expect(pauses.slice(0, 10)).toEqual([0, 75, 100, 133, 178, 237, 316, 421, 500, 500])
  })

  it('gives up after the lease and two pauses, with the time in the message', async () => {
    const { clock, readAt, run } = waitUnderTest()
    const rejected = expect(run()).rejects.toMatchObject({
      code: 'coveo-timeout',
      message: 'Other instances minted no token within 7500 ms.',
    })
    await clock.advance(20_000)
    await rejected
    expect(readAt.at(-2)).toBeLessThan(7_500)
    expect(readAt.at(-1)).toBeGreaterThanOrEqual(7_500)
  })

  it('mints once the lease is free', async () => {
    const { clock, run, free } = waitUnderTest()
    const waiting = run()
    await clock.advance(200)
    free()
    await clock.advance(200)
    expect(await waiting).toBe('minted within 5000 ms')
  })

  it('rejects with the reason of the close while it waits', async () => {
    const { clock, run, close } = waitUnderTest()
    const rejected = expect(run()).rejects.toThrow('closed')
    await clock.advance(100)
    close()
    await rejected
  })
})
