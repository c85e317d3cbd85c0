import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSingleFlight } from './single-flight.ts'

describe('createSingleFlight', () => {
  it('shares work in flight between all callers, and starts new work afterwards', async () => {
    const flights = createSingleFlight<number>()
    let started = 0
    const start = async () => ++started
    expect(await Promise.all([flights.run('a', start), flights.run('a', start), flights.run('b', start)])).toEqual([
      1, 1, 2,
    ])
    expect(await flights.run('a', start)).toBe(3)
    expect(flights.size).toBe(0)
  })

  it('shares a failure, does not keep it, and leaves no rejection unhandled', async () => {
    const flights = createSingleFlight<number>()
    const start = () => Promise.reject(new Error('down'))
    void flights.run('unobserved', start)
    const both = await Promise.allSettled([flights.run('a', start), flights.run('a', start)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await flights.run('a', async () => 1)).toBe(1)
    expect(flights.size).toBe(0)
  })

  it('rejects for work that throws synchronously', async () => {
    const flights = createSingleFlight<number>()
    const start = () => {
      throw new RangeError('at once')
    }
    await expect(flights.run('a', start)).rejects.toThrow(RangeError)
    expect(flights.has('a')).toBe(false)
  })

  it('lets no caller join invalidated work, and starts the next after it settles', async () => {
    const flights = createSingleFlight<string>()
    let finish: (value: string) => void = () => undefined
    let current: () => boolean = () => true
    const first = flights.run('a', (isCurrent) => {
      current = isCurrent
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    await Promise.resolve()
    flights.invalidate('a')
    expect(current()).toBe(false)
    expect(flights.has('a')).toBe(false)
    let started = 0
    const next = async () => `next ${++started}`
    const later = [flights.run('a', next), flights.run('a', next)]
    expect(flights.has('a')).toBe(true)
    expect(started).toBe(0)
    finish('first')
    expect(await first).toBe('first')
    expect(await Promise.all(later)).toEqual(['next 1', 'next 1'])
    expect(flights.size).toBe(0)
  })

  it('lets no caller join work that is older than maxAgeMs, and leaves the newer work alone when that settles', async () => {
    let at = 0
    const flights = createSingleFlight<string>({ maxAgeMs: 5_000, now: () => at })
    let finishCut: (value: string) => void = () => undefined
    let wasCurrent: (() => boolean) | undefined
    const cut = flights.run('a', (isCurrent) => {
      wasCurrent = isCurrent
      return new Promise((resolve) => {
        finishCut = resolve
      })
    })
    await undefined
    at = 5_000
    expect(flights.has('a')).toBe(true)
    expect(flights.run('a', async () => 'unused')).toBe(cut)
    at = 5_001
    expect(flights.has('a')).toBe(false)
    let finishNext: (value: string) => void = () => undefined
    const next = flights.run('a', () => new Promise((resolve) => (finishNext = resolve)))
    await undefined
    expect(wasCurrent?.()).toBe(false)
    finishCut('late')
    expect(await cut).toBe('late')
    expect(flights.run('a', async () => 'unused')).toBe(next)
    finishNext('next')
    expect(await next).toBe('next')
    expect(flights.size).toBe(0)
  })

  it('starts anew also where invalidated work never settles', async () => {
    let at = 0
    const flights = createSingleFlight<string>({ maxAgeMs: 5_000, now: () => at })
    void flights.run('a', () => new Promise(() => {}))
    flights.invalidate('a')
    void flights.run('a', async () => 'waits for the first')
    at = 5_001
    expect(await flights.run('a', async () => 'new')).toBe('new')
  })

  it('runs at most one piece of work per key, under any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('run', 'fail', 'invalidate'), { maxLength: 12 }),
        async (s, steps) => {
          const flights = createSingleFlight<void>()
          let inFlight = 0
          let most = 0
          async function work(fails: boolean): Promise<void> {
            most = Math.max(most, ++inFlight)
            await s.schedule(Promise.resolve())
            inFlight--
            if (fails) throw new Error('failed')
          }
          const all = steps.map((step) =>
            s.schedule(Promise.resolve()).then(() => {
              if (step === 'invalidate') flights.invalidate('a')
              else return flights.run('a', () => work(step === 'fail'))
            }),
          )
          const settled = Promise.allSettled(all)
          await s.waitFor(settled)
          expect(most).toBeLessThanOrEqual(1)
          expect(flights.size).toBe(0)
        },
      ),
    )
  })
})
