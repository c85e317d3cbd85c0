import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const date = 'Fri, 27 Nov 2026 10:00:00 GMT'

describe('retryAfterMs', () => {
  it.each([
    [{}, undefined],
    [{ 'retry-after': '0' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': '86400' }, 3_600_000],
    [{ 'retry-after': 'Fri, 27 Nov 2026 10:00:20 GMT', date }, 20_000],
    [{ 'retry-after': date, date }, undefined],
    [{ 'retry-after': 'Fri, 27 Nov 2026 10:00:20 GMT' }, undefined],
  ])('reads %j: %s', (headers, ms) => {
    expect(retryAfterMs(new Response('', { headers }))).toBe(ms)
  })
})
