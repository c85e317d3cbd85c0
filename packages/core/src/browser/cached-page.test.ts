import { describe, expect, it, vi } from 'vitest'
import { isCachedPage } from './cached-page.ts'

function isCached(entry: object | undefined) {
  const getEntriesByType = (type: string) => (type === 'navigation' ? [entry] : [{ deliveryType: 'cache' }])
  vi.stubGlobal('performance', { getEntriesByType })
  return isCachedPage()
}

describe('isCachedPage', () => {
  it.each([
    [{ type: 'navigate', deliveryType: 'cache', transferSize: 0 }, true],
    [{ type: 'back_forward', deliveryType: '', transferSize: 0 }, true],
    [{ type: 'back_forward', deliveryType: '', transferSize: 300 }, false],
    [{ type: 'navigate', deliveryType: '', transferSize: 0 }, false],
    [{ type: 'reload', transferSize: 300 }, false],
    [undefined, false],
  ])('is, for the navigation %j: %s', (entry, cached) => {
    expect(isCached(entry)).toBe(cached)
  })

  it.each([undefined, {}])('is false in a runtime whose `performance` is %j', (performance) => {
    vi.stubGlobal('performance', performance)
    expect(isCachedPage()).toBe(false)
  })
})
