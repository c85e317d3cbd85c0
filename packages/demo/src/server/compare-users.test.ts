import type { IssueResult } from '@coveo-token/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { compareUsers } from './compare-users.ts'

const [alice, bob] = demoUsers
const found = {
  searchUid: 's1',
  totalCount: 1,
  results: [{ uniqueId: 'd1', title: 'Budget', raw: { source: 'Finance Library' } }],
}

function setUp(respond = async () => Response.json(found)) {
  const fetch = vi.fn<typeof globalThis.fetch>(respond)
  const issue = vi.fn(async (user: DemoUser | null) => ({ token: `token-of-${user?.id}` }) as IssueResult)
  const searchBaseUrl = 'http://127.0.0.1:4400'
  const reportRejected = async () => ({ outcome: 'dropped' }) as const
  const tokens = { issue, reportRejected, organizationId: 'acme', searchBaseUrl }
  const emulatorControl = 'http://127.0.0.1:4400/__emulator'
  return { fetch, issue, options: { tokens, user: alice, otherId: bob.id, query: 'budget', emulatorControl, fetch } }
}

describe('compareUsers', () => {
  afterEach(() => vi.useRealTimers())

  it('searches once as each user, and returns titles without tokens', async () => {
    const { fetch, options } = setUp()
    const outcome = await compareUsers(options)
    const results = [{ id: 'd1', title: 'Budget', source: 'Finance Library' }]
    expect(outcome).toEqual({
      status: 200,
      body: { users: [alice, bob].map(({ id }) => ({ id, total: 1, results })) },
    })
    const authorizations = fetch.mock.calls.map(([, init]) => new Headers(init?.headers).get('Authorization'))
    expect(authorizations).toEqual([`Bearer token-of-${alice.id}`, `Bearer token-of-${bob.id}`])
    expect(JSON.stringify(outcome)).not.toContain('token-of')
  })

  it('refuses without an emulator, a session or a known user, and issues no token', async () => {
    const { issue, options } = setUp()
    expect(await compareUsers({ ...options, emulatorControl: undefined })).toMatchObject({ status: 404 })
    expect(await compareUsers({ ...options, user: undefined })).toMatchObject({ status: 401 })
    expect(await compareUsers({ ...options, otherId: 'ceo@example.com' })).toMatchObject({ status: 404 })
    expect(issue).not.toHaveBeenCalled()
  })

  it('responds 502 when a search fails', async () => {
    for (const respond of [
      async () => Promise.reject(new TypeError('fetch failed')),
      async () => new Response('', { status: 503 }),
      async () => new Response('<html>'),
    ]) {
      vi.useFakeTimers()
      const outcome = compareUsers(setUp(respond).options)
      await vi.runAllTimersAsync()
      expect(await outcome).toMatchObject({
        status: 502,
        problem: { code: 'search-failed' },
      })
    }
  })
})
