import { describe, expect, it } from 'vitest'
import { browserPrivilegeWarnings } from './browser-warnings.ts'
import { presets } from './presets.ts'

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
    const { searchWithoutImpersonation, pushAnalytics, caseAssist } = presets
    expect(browserPrivilegeWarnings([...searchWithoutImpersonation, ...pushAnalytics, ...caseAssist])).toEqual([])
    expect(browserPrivilegeWarnings(presets.searchAsUser)).toHaveLength(1)
  })
})
