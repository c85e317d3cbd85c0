import { describe, expect, it } from 'vitest'
import { home } from './repository.ts'
import { resolveLink } from './repository-links.ts'

describe('resolveLink', () => {
  it.each([
    ['a page beside it', 'identity.md', 'docs/guides.md', '/identity'],
    ['a heading of another page', '../docs/errors.md#internal', 'examples/README.md', '/errors#internal'],
    ['a folder with a README', '../packages/react', 'docs/headless.md', '/packages/react'],
    ['the index of a folder', 'decisions', 'docs/guides.md', '/decisions/'],
    [
      'a page, linked on GitHub',
      `${home}/blob/main/docs/errors.md#internal`,
      'packages/core/README.md',
      '/errors#internal',
    ],
    [
      'a folder, linked on GitHub',
      `${home}/tree/main/examples/express-5`,
      'packages/core/README.md',
      '/examples/express-5',
    ],
    ['a file without a page', '../turbo.json', 'docs/guides.md', `${home}/blob/main/turbo.json`],
    ['a folder without a page', 'images', 'docs/guides.md', `${home}/tree/main/docs/images`],
    ['a private package', '../packages/demo', 'docs/guides.md', `${home}/tree/main/packages/demo`],
    ['another site', 'https://docs.coveo.com/en/56', 'docs/guides.md', 'https://docs.coveo.com/en/56'],
    ['a heading of the page itself', '#guests', 'docs/guides.md', '#guests'],
  ])('resolves a link to %s', (_, href, source, address) => {
    expect(resolveLink(href, source)).toBe(address)
  })

  it('refuses a link to a missing file', () => {
    expect(() => resolveLink('missing.md', 'docs/guides.md')).toThrow(
      'docs/guides.md links to docs/missing.md, which does not exist.',
    )
  })
})
