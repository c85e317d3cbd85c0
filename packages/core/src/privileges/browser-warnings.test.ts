import { describe, expect, it } from 'vitest'
import { browserPrivilegeWarnings, browserTokenWarnings } from './browser-warnings.ts'
import { privilegePresets } from './privilege-presets.ts'

describe('browserPrivilegeWarnings', () => {
  it('warns of impersonation in every notation, with reason and alternative', () => {
    const warnings = browserPrivilegeWarnings([
      'SEARCH_API:IMPERSONATE_SEARCH_API',
      { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE', type: 'ENABLE', targetId: 'one-group', level: 'GLOBAL' },
      'USAGE_ANALYTICS:IMPERSONATE',
    ])
    expect(warnings.map(({ privilege }) => `${privilege.owner}:${privilege.targetDomain}`)).toEqual([
      'SEARCH_API:IMPERSONATE',
      'SEARCH_API:IMPERSONATE',
      'USAGE_ANALYTICS:IMPERSONATE',
    ])
    expect(warnings[0]?.reason).toMatch(/impersonate/)
    expect(warnings[0]?.alternative).toMatch(/search token/)
    expect(warnings[2]?.alternative).toMatch(/ANALYTICS_DATA:EDIT/)
    expect(warnings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'note'])
  })

  it('warns of the privilege to see all content', () => {
    expect(browserPrivilegeWarnings(['SEARCH_API:VIEW_ALL_CONTENT'])).toHaveLength(1)
  })

  it('returns no warning for the presets made for browsers', () => {
    const { searchAsUser: _, ...forBrowsers } = privilegePresets
    expect(Object.keys(forBrowsers)).toEqual([
      'searchWithoutImpersonation',
      'pushAnalytics',
      'caseAssist',
      'insightPanel',
    ])
    expect(browserPrivilegeWarnings(Object.values(forBrowsers).flat())).toEqual([])
    expect(browserPrivilegeWarnings(privilegePresets.searchAsUser)).toHaveLength(1)
  })
})

describe('browserTokenWarnings', () => {
  const tokenOf = (claims: unknown) => `eyJhbGciOiJub25lIn0.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.c2ln`

  it("reads the privileges in a platform token's claims", () => {
    const impersonate = {
      owner: 'SEARCH_API',
      targetDomain: 'IMPERSONATE',
      type: 'ENABLE',
      targetId: '*',
      level: 'NORMAL',
    }
    const query = { ...impersonate, targetDomain: 'EXECUTE_QUERY' }
    const warnings = browserTokenWarnings(tokenOf({ exp: 1, body: { privileges: [query, impersonate] } }))
    expect(warnings.map(({ privilege }) => privilege.targetDomain)).toEqual(['IMPERSONATE'])
    expect(browserTokenWarnings(tokenOf({ exp: 1, body: { privileges: [query] } }))).toEqual([])
  })

  it('returns no warning for search tokens and unreadable tokens', () => {
    for (const token of [tokenOf({ organization: 'acme', roles: ['queryExecutor'] }), tokenOf(null), 'opaque', '']) {
      expect(browserTokenWarnings(token)).toEqual([])
    }
  })
})
