import { describe, expect, it } from 'vitest'
import { coveoSeconds, responseOf } from './coveo-response.test.fixture.ts'
import { parseHttpDate } from './http-date.ts'
import { retryAfterMs } from './retry-after.ts'

function asked(value: string, date?: string): number | undefined {
  return retryAfterMs(responseOf('', { status: 429, headers: { 'retry-after': value, ...(date ? { date } : {}) } }))
}

describe('retryAfterMs', () => {
  it('reads seconds', () => {
    expect(asked('0')).toBe(0)
    expect(asked('7')).toBe(7_000)
    expect(asked(' 31536000 ')).toBe(31_536_000_000)
  })

  it("reads a date by Coveo's own clock", () => {
    expect(asked('Tue, 04 Aug 2026 10:00:09 GMT')).toBe(9_000)
    expect(asked('Tue, 04 Aug 2026 10:00:09 GMT', 'Tue, 04 Aug 2026 10:00:05 GMT')).toBe(4_000)
  })

  it('reads a date by our clock when Coveo states no time', () => {
    expect(asked('Tue, 04 Aug 2026 10:00:09 GMT', 'soon')).toBe(9_000)
  })

  it('takes a date that has passed for now', () => {
    expect(asked('Tue, 04 Aug 2026 09:00:00 GMT')).toBe(0)
  })

  it.each(['', 'soon', '-1', '1.5', '1e3', '2026-08-04T10:00:09Z', 'Tue, 99 Aug 2026 10:00:09 GMT'])(
    'ignores %j',
    (value) => {
      expect(asked(value)).toBeUndefined()
    },
  )

  it('asks for nothing without the header', () => {
    expect(retryAfterMs(responseOf(''))).toBeUndefined()
  })
})

describe('parseHttpDate', () => {
  it('reads the one form that servers must send', () => {
    expect(parseHttpDate('Tue, 04 Aug 2026 10:00:00 GMT')).toBe(coveoSeconds * 1_000)
  })

  it('takes nothing else for a date', () => {
    for (const text of [null, undefined, '', '0', '1', '2026', 'now', '2026-08-04', 'Tue, 04 Zzz 2026 10:00:00 GMT']) {
      expect(parseHttpDate(text)).toBeUndefined()
    }
  })
})
