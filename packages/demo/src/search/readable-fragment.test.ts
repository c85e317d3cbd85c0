import { buildSearchEngine, buildUrlManager, getSampleSearchEngineConfiguration } from '@coveo/headless'
import { describe, expect, it } from 'vitest'
import { readableFragment } from './readable-fragment.ts'

const engine = buildSearchEngine({
  configuration: getSampleSearchEngineConfiguration(),
  loggerOptions: { level: 'silent' },
})

describe('readableFragment', () => {
  it.each([
    'q=a%26b%20%22%F0%9F%98%80',
    'q=sensor&sortCriteria=date%20descending&firstResult=10&f-department=Product,Support%20desk',
    'sortCriteria=date%20ascending',
    'sortCriteria=relevancy',
    '',
  ])('returns %s as it is', (fragment) => {
    expect(readableFragment(fragment)).toBe(fragment)
  })

  it.each([
    ['q=%E0%A4%A&firstResult=10', 'firstResult=10'],
    ['q=travel&firstResult=-5', 'q=travel'],
    ['q=travel&firstResult=abc', 'q=travel'],
    ['q=travel&firstResult=', 'q=travel'],
    ['q=travel&firstResult=99990', 'q=travel'],
    ['f-source=%&q=travel', 'q=travel'],
    ['numberOfResults=-1&q=travel', 'q=travel'],
    ['f=x&q=travel', 'q=travel'],
    ['sortCriteria=bogus&q=travel', 'q=travel'],
    ['results', ''],
    ['&&=&q', ''],
  ])('leaves out the damaged parts of %s, and Headless can read the rest', (fragment, readable) => {
    expect(readableFragment(fragment)).toBe(readable)
    expect(() => buildUrlManager(engine, { initialState: { fragment: readable } })).not.toThrow()
  })
})
