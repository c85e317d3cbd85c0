import { describe, expect, it, vi } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { type Grant, platformGrant, searchGrant } from './grant.ts'
import type { TokenIssuerOptions } from './issuer-options.ts'
import { createTokenIssuer } from './token-issuer.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'
const life = 3_600_000
const identity = { name: alice, provider: 'Email Security Provider' }

describe('createTokenIssuer', () => {
  it('mints once for all simultaneous callers', async () => {
    const { tokens, coveo, events } = issuerUnderTest()
    const all = await Promise.all(Array.from({ length: 10 }, () => tokens.issue(alice)))
    expect(all.map(({ outcome }) => outcome)).toEqual(['mint', ...Array(9).fill('coalesced')])
    expect(new Set(all.map(({ token }) => token)).size).toBe(1)
    expect(coveo.mints).toHaveLength(1)
    const issued = events.filter((event) => event.type === 'issued').map(({ outcome }) => outcome)
    expect(issued).toEqual(all.map(({ outcome }) => outcome))
  })

  it('reads the environment at its first use, and not before', async () => {
    const names = ['COVEO_ORGANIZATION_ID', 'COVEO_API_KEY']
    for (const name of names) vi.stubEnv(name, undefined)
    const tokens = createTokenIssuer({ grant: () => searchGrant({ userIds: [identity] }) })
    await expect(tokens.issue(undefined)).rejects.toMatchObject({ code: 'configuration' })
    expect(() => tokens.peek(undefined)).toThrow(names[0])
    vi.stubEnv('COVEO_ORGANIZATION_ID', 'acme')
    vi.stubEnv('COVEO_API_KEY', 'xx00000000-0000-0000-0000-000000000000')
    expect(tokens.peek(undefined)).toBeUndefined()
    expect(tokens.organizationId).toBe('acme')
    vi.unstubAllEnvs()
  })

  it('names the organization and the Search API of its client', () => {
    const coveo = { ...createFakeCoveo(), organizationId: 'acme', searchBaseUrl: 'http://127.0.0.1:4400' }
    expect(issuerUnderTest({ coveo }).tokens).toMatchObject({
      organizationId: 'acme',
      searchBaseUrl: 'http://127.0.0.1:4400',
    })
  })

  it('returns the time of its tokens, also after the clock was set back', async () => {
    let behindMs = 0
    const clock = createFakeClock()
    const { tokens } = issuerUnderTest({ now: () => clock.now() - behindMs, timers: clock })
    const first = await tokens.issue(alice)
    expect(first.expiresAt - tokens.now()).toBe(life)
    behindMs = life
    const later = await tokens.issue(alice)
    expect(later.expiresAt - tokens.now()).toBe(life)
    expect(tokens.now()).toBe(clock.now() - life)
  })

  it('works without a listener, also when a mint fails and when a token makes room', async () => {
    const { tokens, coveo } = issuerUnderTest({ onEvent: undefined, maxEntries: 1 })
    for (const user of [alice, bob, alice]) expect(await tokens.issue(user)).toMatchObject({ outcome: 'mint' })
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await expect(tokens.issue('carol')).rejects.toMatchObject({ code: 'coveo-server-error' })
    expect(await tokens.reportRejected(alice, 'x'.repeat(16))).toEqual({ outcome: 'ignored' })
  })

  it('works without a listener when the client takes another API key', async () => {
    const coveo = createFakeCoveo()
    const createSearchToken: typeof coveo.createSearchToken = (params, options) => {
      options?.onKeyRotated?.()
      return coveo.createSearchToken(params, options)
    }
    const { tokens } = issuerUnderTest({ onEvent: undefined, coveo: { ...coveo, createSearchToken } })
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })

  it('mints for each user', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const [one, other] = await Promise.all([tokens.issue(alice), tokens.issue(bob)])
    expect(one.token).not.toBe(other.token)
    expect(coveo.mints).toMatchObject([
      { grant: { userIds: [{ name: alice }] } },
      { grant: { userIds: [{ name: bob }] } },
    ])
  })

  it('requests a lifetime of one hour, or as configured, or as the grant says', async () => {
    const coveo = createFakeCoveo()
    async function minted(grant: Grant, lifetimeMs?: number): Promise<unknown> {
      await createTokenIssuer<string>({ coveo, grant: () => grant, lifetimeMs }).issue(alice)
      return coveo.mints.at(-1)?.grant
    }
    const privileges = [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }]
    expect(await minted(searchGrant({ userIds: [identity] }))).toEqual({
      kind: 'search',
      userIds: [identity],
      validFor: life,
    })
    expect(await minted(searchGrant({ userIds: [identity] }), 900_000)).toMatchObject({ validFor: 900_000 })
    expect(await minted(searchGrant({ userIds: [identity], validFor: 1_000_000 }))).toMatchObject({
      validFor: 1_000_000,
    })
    expect(await minted(platformGrant({ privileges }))).toMatchObject({ validityPeriodMs: life })
  })

  it('issues platform tokens as well', async () => {
    const privileges = [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }]
    const { tokens } = issuerUnderTest({ grant: () => platformGrant({ privileges }) })
    expect(await tokens.issue(alice)).toMatchObject({ kind: 'platform', token: 'platform-token-1' })
    expect(await tokens.issue(alice)).toMatchObject({ kind: 'platform', outcome: 'hit' })
  })

  it('follows a changed grant at once', async () => {
    let searchHub = 'support'
    const { tokens, coveo } = issuerUnderTest({ grant: () => searchGrant({ userIds: [identity], searchHub }) })
    await tokens.issue(alice)
    searchHub = 'sales'
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(coveo.mints.at(-1)?.grant).toMatchObject({ searchHub: 'sales' })
  })

  it('sends the grant as it was at the call, and never writes into it', async () => {
    const grant = searchGrant({ userIds: [{ ...identity }], userGroups: ['b', 'a'] })
    const before = structuredClone(grant)
    const { tokens, coveo } = issuerUnderTest({ grant: () => grant })
    const issued = tokens.issue(alice)
    expect(grant).toEqual(before)
    Object.assign(grant.userIds[0] ?? {}, { name: bob })
    await issued
    expect(coveo.mints[0]?.grant).toMatchObject({ userIds: [identity], userGroups: ['b', 'a'] })
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })

  it('evicts the least recently used token', async () => {
    const { tokens, events } = issuerUnderTest({ maxEntries: 2 })
    const first = await tokens.issue(alice)
    const second = await tokens.issue(bob)
    await tokens.issue(alice)
    await tokens.issue('carol@example.com')
    expect(events.filter((event) => event.type === 'evicted')).toMatchObject([{ fingerprint: second.fingerprint }])
    expect(tokens.peek(alice)?.fingerprint).toBe(first.fingerprint)
    expect(tokens.peek(bob)).toBeUndefined()
  })

  it('names the option that cannot work', () => {
    const options = { coveo: createFakeCoveo(), grant: () => searchGrant({ userIds: [identity] }) }
    const wrong: [Partial<Record<keyof TokenIssuerOptions<string>, unknown>>, string][] = [
      [{ coveo: {} }, 'coveo'],
      [{ grant: 'alice' }, 'grant'],
      [{ lifetimeMs: 899_000 }, 'lifetimeMs'],
      [{ lifetimeMs: 900_500 }, 'lifetimeMs'],
      [{ lifetimeMs: 86_401_000 }, 'lifetimeMs'],
      [{ maxEntries: 0 }, 'maxEntries'],
      [{ softTimeoutMs: Number.NaN }, 'softTimeoutMs'],
      [{ mintTimeoutMs: -1 }, 'mintTimeoutMs'],
      [{ softTimeoutMs: 2 ** 31 }, '`softTimeoutMs` must be a whole number from 1 to 2147483647.'],
      [{ mintTimeoutMs: 2 ** 31 }, '`mintTimeoutMs` must be a whole number from 1 to 2147483647.'],
      [{ rejectionWindowMs: 2 ** 31 }, '`rejectionWindowMs` must be a whole number from 1 to 2147483647.'],
      [{ maxEntries: 2 ** 24 + 1 }, '`maxEntries` must be a whole number from 1 to 16777216.'],
      [{ maxRejections: 1.5 }, 'maxRejections'],
      [{ rejectionWindowMs: 0 }, 'rejectionWindowMs'],
      [{ onEvent: 'log' }, 'onEvent'],
    ]
    for (const [option, name] of wrong) {
      const all = { ...options, ...option } as TokenIssuerOptions<string>
      expect(() => createTokenIssuer(all)).toThrow(
        expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(name) }),
      )
    }
  })
})

describe('peek', () => {
  it('returns undefined for an asynchronous grant, also one that rejects', async () => {
    for (const grant of [async () => searchGrant({ userIds: [identity] }), () => Promise.reject(new Error('fault'))]) {
      const { tokens } = issuerUnderTest({ grant })
      await tokens.issue(alice).catch(() => undefined)
      expect(tokens.peek(alice)).toBeUndefined()
    }
  })

  it('returns the token synchronously, and mints nothing', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    expect(tokens.peek(alice)).toBeUndefined()
    const issued = await tokens.issue(alice)
    expect(tokens.peek(alice)).toMatchObject({ token: issued.token, expiresAt: issued.expiresAt })
    await clock.advance(life - 1)
    expect(tokens.peek(alice)).toMatchObject({ token: issued.token })
    await clock.advance(1)
    expect(tokens.peek(alice)).toBeUndefined()
    expect(coveo.mints).toHaveLength(1)
  })
})
