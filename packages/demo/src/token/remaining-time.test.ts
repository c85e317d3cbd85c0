import { describe, expect, it } from 'vitest'
import { clockText, spokenTime } from './remaining-time.ts'

describe('clockText', () => {
  it('counts minutes and seconds', () => {
    expect(clockText(3_552_000)).toBe('59:12')
    expect(clockText(61_000)).toBe('1:01')
    expect(clockText(9_000)).toBe('0:09')
  })

  it('adds hours from one hour', () => {
    expect(clockText(3_600_000)).toBe('1:00:00')
    expect(clockText(86_399_000)).toBe('23:59:59')
  })

  it('is zero only at the end, and after it', () => {
    expect(clockText(1)).toBe('0:01')
    expect(clockText(0)).toBe('0:00')
    expect(clockText(-5_000)).toBe('0:00')
  })
})

describe('spokenTime', () => {
  it('rounds for speech', () => {
    expect(spokenTime(1_000)).toBe('1 second')
    expect(spokenTime(45_000)).toBe('45 seconds')
    expect(spokenTime(3_552_000)).toBe('about 59 minutes')
    expect(spokenTime(7_300_000)).toBe('about 2 hours')
  })
})
