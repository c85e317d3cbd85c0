import { afterEach, describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import { readFirstSearch } from './first-search-client.ts'

const [alice, bob] = demoUsers
const first = { state: {}, subject: 'of-alice' }
const fetch = vi.fn(async () => Response.json({ user: alice.id, first }))

afterEach(() => fetch.mockClear())

describe('readFirstSearch', () => {
  it('returns the results of the user', async () => {
    vi.stubGlobal('fetch', fetch)
    expect(await readFirstSearch(alice)).toEqual(first)
  })

  it('ignores the results of another user, who signed in meanwhile in another tab', async () => {
    vi.stubGlobal('fetch', fetch)
    expect(await readFirstSearch(bob)).toBeUndefined()
  })

  it.each([
    ['a problem', async () => Response.json({ user: alice.id, first }, { status: 502 })],
    ['no JSON', async () => new Response('<p>')],
    ['no response', async () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('returns undefined for %s', async (_, respond) => {
    vi.stubGlobal('fetch', respond)
    expect(await readFirstSearch(alice)).toBeUndefined()
  })
})
