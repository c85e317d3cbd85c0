import { describe, expect, it } from 'vitest'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { anonymousIdentity, searchGrant } from './grant.ts'
import { issuerSettings } from './issuer-options.ts'

const grant = () => searchGrant({ userIds: [anonymousIdentity()] })
const { createSearchToken, createPlatformToken } = createFakeCoveo()

describe('issuerSettings', () => {
  it.each([
    ['null', null],
    ['an empty object', {}],
    ['a client of search tokens alone', { createSearchToken }],
    ['a client of platform tokens alone', { createPlatformToken }],
  ])('refuses %s as `coveo`', (_, coveo) => {
    expect(() => issuerSettings({ coveo: coveo as never, grant })).toThrow(
      new TypeError('`coveo` must be a Coveo client, from createCoveoClient or coveoClientFromEnv.'),
    )
  })

  it('draws random numbers from the platform by default', () => {
    const { random } = issuerSettings({ coveo: createFakeCoveo(), grant })
    for (let draw = 0; draw < 10; draw++) {
      expect(random()).toBeGreaterThanOrEqual(0)
      expect(random()).toBeLessThan(1)
    }
  })
})
