import { describe, expect, it } from 'vitest'
import { type BaseUrlOptions, plainHttpWarning, resolveBaseUrls } from './base-urls.ts'

function of(options: Partial<BaseUrlOptions> = {}) {
  return resolveBaseUrls({ organizationId: 'acme1', ...options })
}

describe('resolveBaseUrls', () => {
  it.each([
    [undefined, 'https://platform.cloud.coveo.com'],
    ['us', 'https://platform.cloud.coveo.com'],
    ['eu', 'https://platform-eu.cloud.coveo.com'],
    ['au', 'https://platform-au.cloud.coveo.com'],
    ['ca', 'https://platform-ca.cloud.coveo.com'],
    ['hipaa', 'https://platformhipaa.cloud.coveo.com'],
  ] as const)('uses the generic host of region %s for both families', (region, host) => {
    expect(of({ region })).toEqual({ search: host, platform: host })
  })

  it("builds the organization's own hosts, the same in every region but HIPAA", () => {
    const own = { searchBaseUrl: 'organization', platformBaseUrl: 'organization' }
    const usual = { search: 'https://acme1.org.coveo.com', platform: 'https://acme1.admin.org.coveo.com' }
    expect(of(own)).toEqual(usual)
    expect(of({ ...own, region: 'eu' })).toEqual(usual)
    expect(of({ ...own, region: 'hipaa' })).toEqual({
      search: 'https://acme1.orghipaa.coveo.com',
      platform: 'https://acme1.admin.orghipaa.coveo.com',
    })
  })

  it('uses baseUrl for every call, in every region', () => {
    expect(of({ region: 'eu', baseUrl: 'http://127.0.0.1:4400/' })).toEqual({
      search: 'http://127.0.0.1:4400',
      platform: 'http://127.0.0.1:4400',
    })
  })

  it('prefers the host of a family to baseUrl', () => {
    expect(
      of({ baseUrl: 'https://proxy.test/coveo//', searchBaseUrl: 'organization', platformBaseUrl: 'generic' }),
    ).toEqual({ search: 'https://acme1.org.coveo.com', platform: 'https://platform.cloud.coveo.com' })
    expect(of({ searchBaseUrl: 'https://proxy.test/coveo//' }).search).toBe('https://proxy.test/coveo')
  })

  it.each([
    '',
    'platform.cloud.coveo.com',
    '/coveo',
    'ftp://coveo.test',
    'https:coveo.test',
    'javascript:alert(1)',
    'https://user:pass@coveo.test',
    'https://coveo.test/?a=b',
    'https://coveo.test/#a',
  ])('throws a TypeError that names the option for %j', (url) => {
    expect(() => of({ baseUrl: url })).toThrow(new TypeError(messageOf(() => of({ baseUrl: url }))))
    expect(messageOf(() => of({ baseUrl: url }))).toMatch(/^`baseUrl` must/)
    if (url) expect(messageOf(() => of({ platformBaseUrl: url }))).toMatch(/^`platformBaseUrl` must/)
  })

  it('throws a TypeError for an unknown region', () => {
    expect(() => of({ region: 'mars' as 'us' })).toThrow(/^`region` must be one of us, eu, au, ca, hipaa/)
    expect(() => of({ region: 'toString' as 'us' })).toThrow(TypeError)
  })

  it('never builds a host name from an id that could change the host', () => {
    for (const organizationId of ['evil.test', 'a_b', 'a/b', '-a', 'a-', 'x'.repeat(64)]) {
      expect(() => of({ organizationId, searchBaseUrl: 'organization' })).toThrow(/host name/)
    }
  })
})

describe('plainHttpWarning', () => {
  const warningOf = (search: string, platform = search) => plainHttpWarning({ search, platform })

  it('warns if the key would leave the machine unencrypted', () => {
    for (const far of [
      'http://coveo-proxy',
      'http://10.0.0.7:8080/coveo',
      'http://127.evil.test',
      'http://localhost.evil.test',
    ]) {
      expect(warningOf(far)).toContain(new URL(far).origin)
      expect(warningOf('https://platform.cloud.coveo.com', far)).toContain(new URL(far).origin)
    }
  })

  it('returns undefined for https and for this machine', () => {
    for (const near of [
      'https://platform.cloud.coveo.com',
      'http://127.0.0.1:4400',
      'http://localhost',
      'http://[::1]:4400',
      'http://a.localhost',
    ]) {
      expect(warningOf(near)).toBeUndefined()
    }
  })
})

function messageOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof TypeError) return error.message
  }
  return 'nothing was thrown'
}
