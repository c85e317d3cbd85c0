import { describe, expect, it, vi } from 'vitest'
import { parsePrivilege } from '../coveo/privilege.ts'
import type { IssueOutcome, IssueResult } from '../issuing/issued-token.ts'
import { getRequest } from './get-request.test.fixture.ts'
import { createTokenEndpoint } from './token-endpoint.ts'
import { createTokenResponders, toTokenResponse } from './token-response.ts'

/** An endpoint whose tokens have these privileges in their claims, and the warnings that it logs. */
function endpointFor(privileges: string[], outcome: IssueOutcome = 'mint') {
  const body = { privileges: privileges.map((name) => ({ type: 'ENABLE', targetId: '*', ...parsePrivilege(name) })) }
  const issued: IssueResult = {
    kind: 'platform',
    token: `eyJhbGciOiJub25lIn0.${btoa(JSON.stringify({ exp: 1, body })).replaceAll('=', '')}.c2ln`,
    expiresAt: 3_600_000,
    refreshAt: 2_880_000,
    fingerprint: 'mPq1c0tJx2yR8a7V',
    subject: 'subject-of-alice',
    outcome,
  }
  const issue = vi.fn(async () => issued)
  const tokens = { organizationId: 'acme', now: () => 0, issue, reportRejected: async () => ({ outcome: 'dropped' }) }
  const endpoint = createTokenEndpoint({ tokens, user: () => 'alice' })
  const warnings: string[] = []
  for (const method of ['error', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => void warnings.push(line))
  }
  return { issued, issue, warnings, get: () => endpoint.handle(getRequest, undefined) }
}

describe('createTokenEndpoint', () => {
  it('warns that a token for browsers may impersonate, once, with the reason and the alternative', async () => {
    const { get, issue, issued, warnings } = endpointFor(['SEARCH_API:EXECUTE_QUERY', 'SEARCH_API:IMPERSONATE'])
    expect((await get()).status).toBe(200)
    issue.mockResolvedValue({ ...issued, outcome: 'hit' })
    await get()
    await get()
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/SEARCH_API:IMPERSONATE\. .*impersonate.* search token/)
  })

  it('warns of each kind of privilege once, also of one that a later token brings', async () => {
    const { get, issue, warnings } = endpointFor(['SEARCH_API:IMPERSONATE', 'USAGE_ANALYTICS:IMPERSONATE'])
    await get()
    expect(warnings).toHaveLength(2)
    const later = endpointFor(['SEARCH_API:VIEW_ALL_CONTENT', 'SEARCH_API:IMPERSONATE:ENABLE:eu'])
    issue.mockResolvedValue(later.issued)
    await get()
    expect([...warnings, ...later.warnings].map((line) => /with ([\w:]+)\./.exec(line)?.[1])).toEqual([
      'SEARCH_API:IMPERSONATE',
      'USAGE_ANALYTICS:IMPERSONATE',
      'SEARCH_API:VIEW_ALL_CONTENT',
    ])
  })

  it('warns of a token that another request or instance minted', async () => {
    for (const outcome of ['shared', 'coalesced', 'hit', 'stale'] as const) {
      const { get, warnings } = endpointFor(['SEARCH_API:IMPERSONATE'], outcome)
      await get()
      expect(warnings, outcome).toHaveLength(1)
    }
  })

  it('does not warn of privileges that browsers may have, or of search tokens', async () => {
    const harmless = endpointFor(['SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'])
    await harmless.get()
    expect(harmless.warnings).toEqual([])
    const search = endpointFor(['SEARCH_API:IMPERSONATE'])
    search.issue.mockResolvedValue({ ...search.issued, kind: 'search' })
    await search.get()
    expect(search.warnings).toEqual([])
  })

  it('writes the warning to the log without the token', async () => {
    const { get, issued, warnings } = endpointFor(['SEARCH_API:IMPERSONATE'])
    await get()
    await get()
    expect(warnings).toEqual([
      expect.stringMatching(/^\[coveo-token\] warning: browsers get tokens with SEARCH_API:IMPERSONATE\. \S.*\.$/),
    ])
    expect(warnings[0]).not.toContain(issued.token.slice(0, 12))
  })

  it('writes a note with `console.info`, and a warning with `console.error`', async () => {
    await endpointFor(['SEARCH_API:IMPERSONATE']).get()
    expect(console.error).toHaveBeenCalledOnce()
    expect(console.info).not.toHaveBeenCalled()
    vi.mocked(console.error).mockClear()
    await endpointFor(['USAGE_ANALYTICS:IMPERSONATE']).get()
    expect(console.info).toHaveBeenCalledWith(expect.stringMatching(/^\[coveo-token\] note: /))
    expect(console.error).not.toHaveBeenCalled()
  })

  it('returns a token that is valid for two seconds more, and refuses one that expires before', async () => {
    const { get, issue, issued } = endpointFor([])
    issue.mockResolvedValue({ ...issued, expiresAt: 2_000 })
    expect((await get()).status).toBe(200)
    issue.mockResolvedValue({ ...issued, expiresAt: 1_999 })
    expect((await get()).status).toBe(503)
    expect(vi.mocked(console.error).mock.lastCall?.[0]).toContain(
      'Check the clocks of this server and of Coveo, and the lifetime in the grant.',
    )
  })

  it('counts lifetimes by `Date.now` where the issuer has no clock', async () => {
    const { issued, issue } = endpointFor([])
    const tokens = { organizationId: 'acme', issue, reportRejected: async () => ({ outcome: 'dropped' }) }
    vi.spyOn(Date, 'now').mockReturnValue(issued.expiresAt - 60_000)
    const toResponse = createTokenResponders(tokens)('alice')
    expect(toResponse(issued)).toMatchObject({ expiresIn: 60 })
  })

  it('responds although the log throws', async () => {
    const { get } = endpointFor(['SEARCH_API:IMPERSONATE'])
    vi.mocked(console.error).mockImplementation(() => {
      throw new Error('the log is full')
    })
    expect((await get()).status).toBe(200)
  })
})

describe('toTokenResponse', () => {
  const { issued } = endpointFor([])
  const responseFor = (searchBaseUrl?: string) =>
    toTokenResponse(issued, { organizationId: 'acme', searchBaseUrl, now: 0 })

  it('names the Search API of an emulator on this machine, and no other', () => {
    for (const local of ['http://127.0.0.1:4400', 'http://localhost/coveo', 'https://[::1]:1', 'http://a.localhost']) {
      expect(responseFor(local).searchBaseUrl).toBe(local)
    }
    for (const other of [
      undefined,
      'https://platform.cloud.coveo.com',
      'https://acme.org.coveo.com',
      'http://10.0.0.7:4400',
      'http://127.evil.test',
      'http://localhost.evil.test',
      'https://proxy.test/localhost',
    ]) {
      expect(responseFor(other)).not.toHaveProperty('searchBaseUrl')
    }
  })
})
