import { describe, expect, it } from 'vitest'
import { publicNames } from '../../../scripts/public-names.ts'

/** The public names of each entry. Applications depend on each of them, so a change here is a decision. */
const entries: Record<string, string[]> = {
  'index.ts': [
    'CoveoOptions (type)',
    'Grant (type)',
    'NextCoveo (type)',
    'TokenRouteHandlers (type)',
    'TokenRouteOptions (type)',
    'anonymousIdentity',
    'commerceGrant',
    'createCoveo',
    'createTokenRoute',
    'emailIdentity',
    'platformGrant',
    'searchGrant',
  ],
  'pages.ts': [
    'CoveoOptions (type)',
    'Grant (type)',
    'PagesCoveo (type)',
    'PagesRequest (type)',
    'PagesTokenHandlerOptions (type)',
    'anonymousIdentity',
    'commerceGrant',
    'createCoveo',
    'createPagesTokenHandler',
    'emailIdentity',
    'platformGrant',
    'searchGrant',
  ],
}

describe('@coveo-token/next', () => {
  it.each(Object.entries(entries))('exports these names from %s, and nothing else', (entry, names) => {
    expect(publicNames(new URL(entry, import.meta.url))).toEqual(names)
  })
})
