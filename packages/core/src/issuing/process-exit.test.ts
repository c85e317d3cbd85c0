import { describe, expect, it, vi } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

const alice = 'alice@example.com'
const hour = 3_600_000

describe('createTokenIssuer, with the timers of the platform', () => {
  it('has no background timer that keeps the process alive, also during the pause between two attempts', async () => {
    const started = vi.spyOn(globalThis, 'setTimeout')
    const stopped = vi.spyOn(globalThis, 'clearTimeout')
    const fetch = vi.fn(async () => new Response('{}', { status: 503 }))
    fetch.mockImplementationOnce(async () => Response.json({ token: 'opaque' }))
    let clock = 0
    const now = () => clock
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey: 'key', fetch, now, random: () => 0.999 })
    const grant = (email: string) => searchGrant({ userIds: [emailIdentity(email)] })
    const tokens = createTokenIssuer<string>({ coveo, grant, now })
    await tokens.issue(alice)
    clock += hour - 120_000
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    for (let turn = 0; turn < 100; turn++) await undefined
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(started.mock.lastCall?.[1]).toBe(249)
    const ended = stopped.mock.calls.map(([timer]) => timer)
    const pending = started.mock.results.map(({ value }) => value).filter((timer) => !ended.includes(timer))
    const holding = pending.filter((timer) => timer.hasRef())
    await tokens.close()
    expect(pending).toHaveLength(3)
    expect(holding).toEqual([])
  })
})
