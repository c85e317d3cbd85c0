import { describe, expect, it } from 'vitest'
import { githubSlug } from './github-slug.ts'

describe('githubSlug', () => {
  it.each([
    ['Guests and users on one page', 'guests-and-users-on-one-page'],
    ['`createCoveo()`', 'createcoveo'],
    ['A page and its request: MSW', 'a-page-and-its-request-msw'],
    ['Hono & Workers', 'hono--workers'],
    ['mint-limit-reached', 'mint-limit-reached'],
  ])('writes the anchor of %s as GitHub does', (heading, slug) => {
    expect(githubSlug(heading)).toBe(slug)
  })
})
