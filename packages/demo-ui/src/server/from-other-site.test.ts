import { describe, expect, it } from 'vitest'
import { fromOtherSite } from './from-other-site.ts'

function judge(headers: Record<string, string>): boolean {
  return fromOtherSite((name) => ({ host: 'shop.example:4401', ...headers })[name])
}

describe('fromOtherSite', () => {
  it('believes the browser', () => {
    expect(judge({ 'sec-fetch-site': 'same-origin' })).toBe(false)
    expect(judge({ 'sec-fetch-site': 'none' })).toBe(false)
    expect(judge({ 'sec-fetch-site': 'same-site' })).toBe(true)
    expect(judge({ 'sec-fetch-site': 'cross-site', origin: 'http://shop.example:4401' })).toBe(true)
  })

  it('goes by the origin where the browser does not say', () => {
    expect(judge({ origin: 'https://shop.example:4401' })).toBe(false)
    for (const origin of ['https://evil.example', 'http://shop.example:4402', 'http://shop.example', 'null', 'x']) {
      expect(judge({ origin })).toBe(true)
    }
  })

  it('lets programs other than browsers in', () => {
    expect(judge({})).toBe(false)
  })
})
