import { describe, expect, it } from 'vitest'
import { keepDates } from './dates.ts'

describe('keepDates', () => {
  it('marks dates, and no other numbers', () => {
    expect(keepDates('passed, 2026-01-31')).toBe('passed, <span class="date">2026-01-31</span>')
    expect(keepDates('2026, 1-2-3 and 12026-01-311')).toBe('2026, 1-2-3 and 12026-01-311')
  })
})
