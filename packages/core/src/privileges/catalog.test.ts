import { describe, expect, it } from 'vitest'
import { formatPrivilege, parsePrivilege } from '../coveo/privilege.ts'
import { describePrivilege, privilegeCatalog } from './catalog.ts'
import { privilegePresets } from './privilege-presets.ts'

/** Domains by owner and by the types that exist on them, compiled from Coveo's references and operations. */
const domains: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  SEARCH_API: {
    ENABLE: 'EXECUTE_QUERY IMPERSONATE IMPERSONATE_SEARCH_API VIEW_ALL_CONTENT AUTHENTICATION_EDITOR',
    'CREATE VIEW EDIT': 'QUERY_PIPELINE SEARCH_PAGES',
    'VIEW EDIT': 'SALESFORCE_AUTHENTICATION',
    VIEW: 'SEARCH_USAGE_METRICS REPLAY_ANY_QUERY EXPRESSION_VALIDATION_RESULT',
  },
  USAGE_ANALYTICS: {
    'VIEW EDIT': 'ANALYTICS_DATA METRIC_ALERTS REPORTS TRACKING_ID',
    ENABLE: 'IMPERSONATE ADMINISTRATE DELETE_USER_ANALYTICS_DATA QUERY_SUGGEST VIEW_ALL_REPORTS',
    'CREATE VIEW EDIT': 'CUSTOM_DIMENSIONS EXPORTS NAMED_FILTERS PERMISSION_FILTERS',
    VIEW: 'INCOHERENT_EVENTS',
  },
  PLATFORM: {
    'VIEW EDIT': 'ORGANIZATION SECURITY_CACHE ON_PREMISE_ADMINISTRATION CRAWLING_MODULE TEMPORARY_ACCESS ACTIVITIES',
    'CREATE VIEW EDIT':
      'API_KEY GROUP SOURCE FIELD INDEXING_PIPELINE_EXTENSION SECURITY_PROVIDER SNAPSHOTS LINK SAML_IDENTITY_PROVIDER SUBSCRIPTION PROJECTS VAULT_ENTRY CRAWLING_MODULE_LOG_REQUEST',
    VIEW: 'SOURCE_METADATA CONNECTIVITY_DIAGNOSTIC_LOGS',
  },
  COVEO_ML: {
    'CREATE VIEW EDIT': 'MODELS AGENT_CONFIGURATION',
    ENABLE: 'ALLOW_CONTENT_PREVIEW',
  },
  COMMERCE: {
    'VIEW EDIT': 'CATALOG MERCHANDISING_HUB',
  },
  CUSTOMER_SERVICE: {
    ENABLE: 'USE_CASE_ASSIST',
    VIEW: 'INSIGHT_PANEL_INTERFACE INSIGHT_PANEL_DOCUMENTS',
  },
}

const published = Object.fromEntries(
  Object.entries(domains).flatMap(([owner, byTypes]) =>
    Object.entries(byTypes).flatMap(([types, names]) => names.split(' ').map((name) => [`${owner}:${name}`, types])),
  ),
)

describe('privilegeCatalog', () => {
  it('has each domain once, and a sentence for each of its types', () => {
    const paths = privilegeCatalog.map(({ owner, targetDomain }) => `${owner}:${targetDomain}`)
    expect(new Set(paths).size).toBe(paths.length)
    for (const { owner, targetDomain, allows } of privilegeCatalog) {
      expect(Object.keys(allows).length).toBeGreaterThan(0)
      for (const [type, sentence] of Object.entries(allows)) {
        expect(parsePrivilege(`${owner}:${targetDomain}:${type}`).owner).toBe(owner)
        expect(sentence).toMatch(/^[A-Z].{10,}\.$/)
      }
    }
  })

  it('holds every published domain with its types and no other', () => {
    const known = privilegeCatalog.map(({ owner, targetDomain, allows }) => [
      `${owner}:${targetDomain}`,
      Object.keys(allows).join(' '),
    ])
    expect(Object.fromEntries(known)).toEqual(published)
  })
})

describe('describePrivilege', () => {
  it('describes a privilege; an absent type is ENABLE', () => {
    expect(describePrivilege('SEARCH_API:EXECUTE_QUERY')).toMatch(/queries/)
    expect(describePrivilege({ owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA', type: 'EDIT' })).toMatch(
      /Push/,
    )
  })

  it('returns undefined for an unknown privilege', () => {
    expect(describePrivilege('SEARCH_API:EXECUTE_QUERY:EDIT')).toBeUndefined()
    expect(describePrivilege({ owner: 'A', targetDomain: 'B', type: 'constructor' })).toBeUndefined()
    expect(describePrivilege({ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'toString' })).toBeUndefined()
  })
})

describe('privilegePresets', () => {
  it('holds privileges of the catalog, and is frozen', () => {
    for (const preset of Object.values(privilegePresets)) {
      expect(Object.isFrozen(preset)).toBe(true)
      for (const privilege of preset) expect(describePrivilege(privilege), formatPrivilege(privilege)).toBeDefined()
    }
  })

  it('impersonates in one preset only', () => {
    const impersonating = Object.entries(privilegePresets).filter(([, preset]) =>
      preset.some(({ targetDomain }) => targetDomain.startsWith('IMPERSONATE')),
    )
    expect(impersonating.map(([name]) => name)).toEqual(['searchAsUser'])
  })
})
