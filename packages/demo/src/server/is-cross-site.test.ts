import { describe, expect, it } from 'vitest'
import { isCrossSite } from './is-cross-site.ts'

function isRefused(headers: Record<string, string>): boolean {
  return isCrossSite((name) => ({ host: 'shop.example:4401', ...headers })[name])
}

describe('isCrossSite', () => {
  it('uses Sec-Fetch-Site', () => {
    expect(isRefused({ 'sec-fetch-site': 'same-origin' })).toBe(false)
    expect(isRefused({ 'sec-fetch-site': 'none' })).toBe(false)
    expect(isRefused({ 'sec-fetch-site': 'same-site' })).toBe(true)
    expect(isRefused({ 'sec-fetch-site': 'cross-site', origin: 'http://shop.example:4401' })).toBe(true)
  })

  it('compares Origin without Sec-Fetch-Site', () => {
    expect(isRefused({ origin: 'https://shop.example:4401' })).toBe(false)
    for (const origin of ['https://evil.example', 'http://shop.example:4402', 'http://shop.example', 'null', 'x']) {
      expect(isRefused({ origin })).toBe(true)
    }
  })

  it('is false without both headers', () => {
    expect(isRefused({})).toBe(false)
  })
})
