import { describe, expect, it } from 'vitest'
import { pageAddress } from './page-address.ts'

describe('pageAddress', () => {
  it.each([
    ['the home page', 'index.md', '/'],
    ['a page', 'errors.md', '/errors'],
    ['a page in a folder', 'packages/core.html', '/packages/core'],
    ['the index of a folder', 'api/index.html', '/api/'],
    ['a page whose name ends with index', 'reindex.md', '/reindex'],
    ['a name with a dot', 'decisions/0001-a.b.md', '/decisions/0001-a.b'],
  ])('leaves out the extension of %s', (_, file, address) => {
    expect(pageAddress(file)).toBe(address)
  })
})
