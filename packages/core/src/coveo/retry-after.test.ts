import { describe, expect, it } from 'vitest'
import { coveoSeconds, responseOf } from './coveo-response.test.fixture.ts'
import { parseHttpDate } from './http-date.ts'
import { retryAfterMs } from './retry-after.ts'

function pauseOf(value: string, date?: string): number | undefined {
  return retryAfterMs(responseOf('', { status: 429, headers: { 'retry-after': value, ...(date ? { date } : {}) } }))
}

describe('retryAfterMs', () => {
  it('reads seconds', () => {
    expect(pauseOf('0')).toBe(0)
    expect(pauseOf('7')).toBe(7_000)
    expect(pauseOf(' 31536000 ')).toBe(31_536_000_000)
  })

  it("reads a date by Coveo's clock", () => {
    expect(pauseOf('Tue, 04 Aug 2026 10:00:09 GMT')).toBe(9_000)
    expect(pauseOf('Tue, 04 Aug 2026 10:00:09 GMT', 'Tue, 04 Aug 2026 10:00:05 GMT')).toBe(4_000)
  })

  it('reads a date by the local clock without a Date header', () => {
    expect(pauseOf('Tue, 04 Aug 2026 10:00:09 GMT', 'soon')).toBe(9_000)
  })

  it('returns 0 for a date in the past', () => {
    expect(pauseOf('Tue, 04 Aug 2026 09:00:00 GMT')).toBe(0)
  })

  it.each(['', 'soon', '-1', '1.5', '1e3', '2026-08-04T10:00:09Z', 'Tue, 99 Aug 2026 10:00:09 GMT'])(
    'ignores %j',
    (value) => {
      expect(pauseOf(value)).toBeUndefined()
    },
  )

  it('returns undefined without the header', () => {
    expect(retryAfterMs(responseOf(''))).toBeUndefined()
  })
})

describe('parseHttpDate', () => {
  it('parses the form that servers must send', () => {
    expect(parseHttpDate('Tue, 04 Aug 2026 10:00:00 GMT')).toBe(coveoSeconds * 1_000)
  })

  it('returns undefined for any other text', () => {
    for (const text of [null, undefined, '', '0', '1', '2026', 'now', '2026-08-04', 'Tue, 04 Zzz 2026 10:00:00 GMT']) {
      expect(parseHttpDate(text)).toBeUndefined()
    }
  })
})
