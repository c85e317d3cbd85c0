import { afterEach, describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import { readFirstSearch } from './first-search-client.ts'

const [alice, bob] = demoUsers
const first = { state: {}, subject: 'of-alice' }
const fetch = vi.fn(async () => Response.json({ user: alice.id, first }))

const renderDeadlineMs = 1500

afterEach(() => {
  fetch.mockClear()
  vi.restoreAllMocks()
})

describe('readFirstSearch', () => {
  it('returns the results of the user', async () => {
    vi.stubGlobal('fetch', fetch)
    expect(await readFirstSearch(alice, { renderDeadlineMs })).toEqual(first)
  })

  it('waits longer than the server does', async () => {
    vi.stubGlobal('fetch', fetch)
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    await readFirstSearch(alice, { renderDeadlineMs: 60_000 })
    expect(timeout.mock.calls[0]?.[0]).toBeGreaterThan(120_000)
  })

  it('ignores the results of another user, who signed in meanwhile in another tab', async () => {
    vi.stubGlobal('fetch', fetch)
    expect(await readFirstSearch(bob, { renderDeadlineMs })).toBeUndefined()
  })

  it.each([
    ['a problem', async () => Response.json({ user: alice.id, first }, { status: 502 })],
    ['no JSON', async () => new Response('<p>')],
    ['no response', async () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('returns undefined for %s', async (_, respond) => {
    vi.stubGlobal('fetch', respond)
    expect(await readFirstSearch(alice, { renderDeadlineMs })).toBeUndefined()
  })
})
