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

  it('lets no caller join outdated work, and starts the next after it settles', async () => {
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
    flights.outdate('a')
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

  it('runs at most one piece of work per key, under any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('run', 'fail', 'outdate'), { maxLength: 12 }),
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
              if (step === 'outdate') flights.outdate('a')
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
