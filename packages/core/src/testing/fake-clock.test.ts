import { describe, expect, it } from 'vitest'
import { createFakeClock } from './fake-clock.ts'

describe('createFakeClock', () => {
  it('runs timers in the order of their instants, each at its own', async () => {
    const clock = createFakeClock({ startAt: 1_000 })
    const ran: [string, number][] = []
    clock.setTimeout(() => ran.push(['late', clock.now()]), 20)
    clock.setTimeout(() => ran.push(['early', clock.now()]), 10)
    clock.setTimeout(() => ran.push(['early too', clock.now()]), 10)
    clock.setTimeout(() => ran.push(['beyond', clock.now()]), 31)
    await clock.advance(30)
    expect(ran).toEqual([
      ['early', 1_010],
      ['early too', 1_010],
      ['late', 1_020],
    ])
    expect(clock.now()).toBe(1_030)
    expect(clock.pending).toBe(1)
  })

  it('lets promises that a timer starts settle before time goes on', async () => {
    const clock = createFakeClock({ startAt: 0 })
    const seen: number[] = []
    clock.setTimeout(() => {
      void Promise.resolve()
        .then(() => undefined)
        .then(() => clock.setTimeout(() => seen.push(clock.now()), 5))
    }, 10)
    await clock.advance(100)
    expect(seen).toEqual([15])
  })

  it('forgets a timer that was cleared', async () => {
    const clock = createFakeClock()
    let ran = false
    const timer = clock.setTimeout(() => {
      ran = true
    }, 1)
    clock.clearTimeout(timer)
    await clock.advance(10)
    expect(ran).toBe(false)
    expect(clock.pending).toBe(0)
  })

  it('does not run backwards', async () => {
    await expect(createFakeClock().advance(-1)).rejects.toThrow('backwards')
  })
})
