import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOfDay, zonedTime } from './time-zone.ts'

describe('zonedTime', () => {
  it.each([
    ['America/Montreal', Date.UTC(2026, 0, 15, 17)],
    ['Europe/Paris', Date.UTC(2026, 0, 15, 11)],
    ['Asia/Kolkata', Date.UTC(2026, 0, 15, 6, 30)],
    ['UTC', Date.UTC(2026, 0, 15, 12)],
  ])('converts noon in %s', (timezone, expected) => {
    expect(zonedTime({ year: 2026, month: 1, day: 15, hour: 12, minute: 0, second: 0 }, timezone)).toBe(expected)
  })
})

describe('startOfDay', () => {
  it('is a local midnight at or before the time', () => {
    const zone = fc.constantFrom('UTC', 'America/Montreal', 'Europe/Paris', 'Australia/Sydney')
    const time = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) })
    fc.assert(
      fc.property(zone, time, (timezone, now) => {
        const start = startOfDay({ now, timezone })
        expect(start).toBeLessThanOrEqual(now)
        expect(now - start).toBeLessThan(25 * 3_600_000)
        const local = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'medium' }).format(start)
        expect(local).toBe('00:00:00')
      }),
    )
  })
})
