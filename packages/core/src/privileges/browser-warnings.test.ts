import { describe, expect, it } from 'vitest'
import { browserPrivilegeWarnings, browserTokenWarnings } from './browser-warnings.ts'
import { privilegePresets } from './privilege-presets.ts'

describe('browserPrivilegeWarnings', () => {
  it('warns of impersonation in every way it can be written, with the reason and the alternative', () => {
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
  })

  it('warns of the right to see all content', () => {
    expect(browserPrivilegeWarnings(['SEARCH_API:VIEW_ALL_CONTENT'])).toHaveLength(1)
  })

  it('has nothing against the presets that are made for browsers', () => {
    const { searchWithoutImpersonation, pushAnalytics, caseAssist } = privilegePresets
    expect(browserPrivilegeWarnings([...searchWithoutImpersonation, ...pushAnalytics, ...caseAssist])).toEqual([])
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

  it('has nothing to say about search tokens and what it cannot read', () => {
    for (const token of [tokenOf({ organization: 'acme', roles: ['queryExecutor'] }), tokenOf(null), 'opaque', '']) {
      expect(browserTokenWarnings(token)).toEqual([])
    }
  })
})
