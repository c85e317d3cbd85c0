import { describe, expect, it } from 'vitest'
import { describePrivilege, privilegeCatalog } from './catalog.ts'
import { presets } from './presets.ts'
import { formatPrivilege, parsePrivilege } from './privilege.ts'

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

  it('knows the six owners', () => {
    expect(new Set(privilegeCatalog.map(({ owner }) => owner))).toEqual(
      new Set(['SEARCH_API', 'USAGE_ANALYTICS', 'PLATFORM', 'COVEO_ML', 'COMMERCE', 'CUSTOMER_SERVICE']),
    )
  })
})

describe('describePrivilege', () => {
  it('says what a privilege lets one do, ENABLE by absence', () => {
    expect(describePrivilege('SEARCH_API:EXECUTE_QUERY')).toMatch(/queries/)
    expect(describePrivilege({ owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA', type: 'EDIT' })).toMatch(
      /Push/,
    )
  })

  it('says nothing about what it does not know', () => {
    expect(describePrivilege('SEARCH_API:EXECUTE_QUERY:EDIT')).toBeUndefined()
    expect(describePrivilege({ owner: 'A', targetDomain: 'B', type: 'constructor' })).toBeUndefined()
    expect(describePrivilege({ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'toString' })).toBeUndefined()
  })
})

describe('presets', () => {
  it('holds privileges that the catalog knows, and cannot be changed', () => {
    for (const preset of Object.values(presets)) {
      expect(Object.isFrozen(preset)).toBe(true)
      for (const privilege of preset) expect(describePrivilege(privilege), formatPrivilege(privilege)).toBeDefined()
    }
  })

  it('impersonates in one preset only', () => {
    const impersonating = Object.entries(presets).filter(([, preset]) =>
      preset.some(({ targetDomain }) => targetDomain.startsWith('IMPERSONATE')),
    )
    expect(impersonating.map(([name]) => name)).toEqual(['searchAsUser'])
  })
})
