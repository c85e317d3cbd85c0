import { describe, expect, it, vi } from 'vitest'
import type { IssueOutcome, IssueResult } from '../issuing/issued-token.ts'
import type { BrowserPrivilegeWarning } from '../privileges/browser-warnings.ts'
import { parsePrivilege } from '../privileges/privilege.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

/** An endpoint that hands out a token with these privileges in its claims, and what it warned of. */
function endpointFor(privileges: string[], outcome: IssueOutcome = 'mint') {
  const body = { privileges: privileges.map((name) => ({ type: 'ENABLE', targetId: '*', ...parsePrivilege(name) })) }
  const issued: IssueResult = {
    kind: 'platform',
    token: `eyJhbGciOiJub25lIn0.${btoa(JSON.stringify({ exp: 1, body })).replaceAll('=', '')}.c2ln`,
    expiresAt: 3_600_000,
    refreshAt: 2_880_000,
    fingerprint: 'mPq1c0tJx2yR8a7V',
    subject: 'h0QxWnC3rTz5Lk9B',
    outcome,
  }
  const issue = vi.fn(async () => issued)
  const tokens = { organizationId: 'acme', issue, reportRejected: async () => ({ outcome: 'dropped' }) }
  const request = { method: 'GET', origin: 'https://app.example', header: () => undefined, body: () => undefined }
  const warnings: BrowserPrivilegeWarning[] = []
  const common = { tokens, user: () => 'alice', now: () => 0 }
  const telling = createTokenEndpoint({ ...common, onWarning: (warning) => void warnings.push(warning) })
  return { common, issued, issue, request, warnings, ask: () => telling.handle(request, undefined) }
}

describe('createTokenEndpoint', () => {
  it('warns that a token for browsers may impersonate, once, with the reason and the alternative', async () => {
    const { ask, issue, issued, warnings } = endpointFor(['SEARCH_API:EXECUTE_QUERY', 'SEARCH_API:IMPERSONATE'])
    expect((await ask()).status).toBe(200)
    issue.mockResolvedValue({ ...issued, outcome: 'hit' })
    await ask()
    await ask()
    expect(warnings).toMatchObject([{ privilege: { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' } }])
    expect(warnings[0]?.reason).toMatch(/impersonate/)
    expect(warnings[0]?.alternative).toMatch(/search token/)
  })

  it('warns of each kind of privilege by itself, also of one that a later token brings', async () => {
    const { ask, issue, warnings } = endpointFor(['SEARCH_API:IMPERSONATE', 'USAGE_ANALYTICS:IMPERSONATE'])
    await ask()
    expect(warnings).toHaveLength(2)
    issue.mockResolvedValue(endpointFor(['SEARCH_API:VIEW_ALL_CONTENT', 'SEARCH_API:IMPERSONATE:ENABLE:eu']).issued)
    await ask()
    expect(warnings.map(({ privilege }) => privilege.targetDomain)).toEqual([
      'IMPERSONATE',
      'IMPERSONATE',
      'VIEW_ALL_CONTENT',
    ])
  })

  it('warns of a token that somebody else minted and memory held', async () => {
    for (const outcome of ['shared', 'coalesced', 'hit', 'stale'] as const) {
      const { ask, warnings } = endpointFor(['SEARCH_API:IMPERSONATE'], outcome)
      await ask()
      expect(warnings, outcome).toHaveLength(1)
    }
  })

  it('has nothing to say about what browsers may hold, nor about a search token', async () => {
    const harmless = endpointFor(['SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'])
    await harmless.ask()
    expect(harmless.warnings).toEqual([])
    const search = endpointFor(['SEARCH_API:IMPERSONATE'])
    search.issue.mockResolvedValue({ ...search.issued, kind: 'search' })
    await search.ask()
    expect(search.warnings).toEqual([])
  })

  it('writes the warning to the log when nobody asked for it, without the token', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const { common, issued, request } = endpointFor(['SEARCH_API:IMPERSONATE'])
    const endpoint = createTokenEndpoint(common)
    await endpoint.handle(request, undefined)
    await endpoint.handle(request, undefined)
    expect(log).toHaveBeenCalledOnce()
    const line = String(log.mock.calls[0]?.[0])
    expect(line).toMatch(/^\[coveo-token\] warning: browsers are handed tokens with SEARCH_API:IMPERSONATE\. \S.*\.$/)
    expect(line).not.toContain(issued.token.slice(0, 12))
  })

  it('answers all the same when the listener fails', async () => {
    const { common, request } = endpointFor(['SEARCH_API:IMPERSONATE'])
    const fails = [
      () => {
        throw new Error('no listener')
      },
      () => Promise.reject(new Error('no listener')),
    ]
    for (const onWarning of fails) {
      const { status } = await createTokenEndpoint({ ...common, onWarning }).handle(request, undefined)
      expect(status).toBe(200)
    }
  })
})
