import { describe, expect, it, vi } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { jwtOf } from '../coveo/coveo-response.test.fixture.ts'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { createMemoryStore } from '../testing/memory-store.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

const alice = 'alice@example.com'
const hour = 3_600_000
const grant = (email: string) => searchGrant({ userIds: [emailIdentity(email)] })

/** Records the platform's timers. */
function watchTimers() {
  const started = vi.spyOn(globalThis, 'setTimeout')
  const stopped = vi.spyOn(globalThis, 'clearTimeout')

  function pending(): { hasRef: () => boolean }[] {
    const ended = stopped.mock.calls.map(([timer]) => timer)
    return started.mock.results.map(({ value }) => value).filter((timer) => !ended.includes(timer))
  }

  /** Timers that keep the process alive. */
  function holding() {
    return pending().filter((timer) => timer.hasRef())
  }

  return { started, pending, holding }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await undefined
}

describe('createTokenIssuer, with the timers of the platform', () => {
  it('has no background timer that keeps the process alive, also during the pause between two attempts', async () => {
    const { started, pending, holding } = watchTimers()
    const fetch = vi.fn(async () => new Response('{}', { status: 503 }))
    fetch.mockImplementationOnce(async () => Response.json({ token: jwtOf({ exp: hour / 1_000 }) }))
    let clock = 0
    const now = () => clock
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey: 'key', fetch, now, random: () => 0.999 })
    const tokens = createTokenIssuer<string>({ coveo, grant, now })
    await tokens.issue(alice)
    clock += hour - 120_000
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    await turns()
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(started.mock.lastCall?.[1]).toBe(249)
    const timers = [pending().length, holding()]
    await tokens.close()
    expect(timers).toEqual([3, []])
  })

  it('keeps the process alive while a caller waits for a `grant` that does not settle, and no longer', async () => {
    const { holding } = watchTimers()
    const silent = () => new Promise<never>(() => {})
    const tokens = createTokenIssuer<string>({ coveo: createFakeCoveo(), grant: silent, grantTimeoutMs: 20 })
    const waiting = tokens.issue(alice).catch(({ code }) => code)
    expect(holding()).toHaveLength(1)
    expect(await waiting).toBe('application-timeout')
    expect(holding()).toEqual([])
  })

  it.each(['invalidate', 'reportRejected'] as const)(
    'keeps the process alive while a caller waits for a store that does not settle in %s, and no longer',
    async (name) => {
      const { holding } = watchTimers()
      const store = createMemoryStore()
      const silent = () => new Promise<never>(() => {})
      const tokens = createTokenIssuer<string>({
        coveo: createFakeCoveo(),
        grant,
        shared: {
          store: { ...store, invalidate: silent, deleteIfEqual: silent },
          secret: 's'.repeat(32),
          timeoutMs: 20,
          onError: () => {},
        },
      })
      const { fingerprint } = await tokens.issue(alice)
      expect(holding()).toEqual([])
      const settled = Promise.allSettled([tokens[name](alice, fingerprint)])
      await turns()
      expect(holding()).toHaveLength(1)
      await settled
      expect(holding()).toEqual([])
    },
  )

  it('keeps the process alive while a caller waits, also for another instance, and no longer', async () => {
    const { pending, holding } = watchTimers()
    const store = createMemoryStore()
    const tokens = createTokenIssuer<string>({
      coveo: createFakeCoveo(),
      grant,
      shared: { store: { ...store, acquireLease: async () => false }, secret: 's'.repeat(32) },
    })
    const waiting = tokens.issue(alice).catch(({ code }) => code)
    await turns()
    expect(holding()).toHaveLength(1)
    expect(pending().length).toBeGreaterThan(1)
    await tokens.close()
    expect(await waiting).toBe('closed')
    expect(holding()).toEqual([])
  })
})
