import { emailIdentity, type GrantOptions, type SharedOptions, searchGrant, type TokenEvent } from '@coveo-token/core'
import { createMemoryStore } from '@coveo-token/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { createProcessIssuer } from './process-issuer.ts'

/** Options of one module copy. Copies with one `scope` have clients of one organization and API key. */
function optionsFor(scope: string, more: Partial<GrantOptions<string>> = {}) {
  let mints = 0
  const createSearchToken = vi.fn(async () => {
    mints += 1
    return { token: `${scope}-token-${mints}`, remainingMs: 3_600_000, lifetimeMs: 3_600_000 }
  })
  const coveo = {
    organizationId: scope,
    scope,
    createSearchToken,
    createPlatformToken: vi.fn(),
    listPlatformTokenPrivileges: vi.fn(),
    getTokenPrivileges: vi.fn(),
  }
  const grant = vi.fn((email: string) => searchGrant({ userIds: [emailIdentity(email)] }))
  return { coveo, grant, ...more }
}

function sharedMemory(secret = 'a secret of at least 32 characters'): SharedOptions {
  return { store: createMemoryStore(), secret }
}

describe('createProcessIssuer', () => {
  it('runs `shared` at its first use, and once', async () => {
    const shared = vi.fn(() => sharedMemory())
    const options = optionsFor('used', { shared })
    const tokens = createProcessIssuer(options)
    expect(shared).not.toHaveBeenCalled()
    expect(tokens.organizationId).toBe('used')
    const { token, fingerprint } = await tokens.issue('asmith@example.com')
    expect(tokens.peek('asmith@example.com')?.token).toBe(token)
    expect(await tokens.reportRejected('asmith@example.com', fingerprint)).toEqual({ outcome: 'dropped' })
    await tokens.invalidate('asmith@example.com')
    expect(shared).toHaveBeenCalledOnce()
    await tokens.close()
  })

  it('shares one memory among the copies of a module', async () => {
    const [inPage, inRoute] = [optionsFor('copies'), optionsFor('copies')]
    const [page, route] = [createProcessIssuer(inPage), createProcessIssuer(inRoute)]
    const [first, second] = await Promise.all([page.issue('asmith@example.com'), route.issue('asmith@example.com')])
    expect(second.token).toBe(first.token)
    expect(route.peek('asmith@example.com')?.token).toBe(first.token)
    expect(inPage.coveo.createSearchToken).toHaveBeenCalledOnce()
    expect(inRoute.coveo.createSearchToken).not.toHaveBeenCalled()
    await page.close()
  })

  it('issues no token of a client without a `scope`: another client without one has the same memory', async () => {
    const options = [optionsFor('one'), optionsFor('two')]
    for (const { coveo, grant } of options) {
      const tokens = createProcessIssuer({ coveo: { ...coveo, scope: undefined as never }, grant })
      await expect(tokens.issue('asmith@example.com')).rejects.toMatchObject({ code: 'configuration' })
      await tokens.close()
    }
  })

  it('selects the grant by variant, and that of guests for null', async () => {
    const { coveo } = optionsFor('variants')
    const tokens = createProcessIssuer({
      coveo,
      variants: ['support', 'community'],
      grant: (email: string, variant) => searchGrant({ userIds: [emailIdentity(email)], searchHub: variant }),
      guest: () => searchGrant({ userIds: [emailIdentity('guest@example.com')] }),
    })
    const support = await tokens.issue('asmith@example.com')
    const community = await tokens.issue('asmith@example.com', { variant: 'community' })
    const guest = await tokens.issue(null, { variant: 'community' })
    expect(new Set([support.token, community.token, guest.token]).size).toBe(3)
    expect([support.guest, guest.guest, tokens.peek(null)?.guest]).toEqual([undefined, true, true])
    expect(tokens.peek('asmith@example.com', { variant: 'community' })?.token).toBe(community.token)
    const reported = [community.fingerprint, { variant: 'community' }] as const
    expect(await tokens.reportRejected('asmith@example.com', ...reported)).toEqual({ outcome: 'dropped' })
    await tokens.invalidate('asmith@example.com')
    expect(tokens.peek('asmith@example.com')).toBeUndefined()
    await expect(tokens.issue('a', { variant: 'sales' as never })).rejects.toThrow(TypeError)
    expect([tokens.variants, tokens.allowsGuests]).toEqual([['support', 'community'], true])
    await tokens.close()
  })

  it('applies the `grant` of each copy, so that a changed grant takes effect after a hot reload', async () => {
    const before = optionsFor('reload')
    const after = {
      ...optionsFor('reload'),
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
    }
    const old = await createProcessIssuer(before).issue('asmith@example.com')
    const reloaded = createProcessIssuer(after)
    const { token, subject } = await reloaded.issue('asmith@example.com')
    expect(token).not.toBe(old.token)
    expect(subject).not.toBe(old.subject)
    expect(before.coveo.createSearchToken).toHaveBeenLastCalledWith(
      expect.objectContaining({ searchHub: 'support' }),
      expect.anything(),
    )
    await reloaded.close()
  })

  it.each<[string, Partial<GrantOptions<string>>, Partial<GrantOptions<string>>]>([
    ['lifetimes', { lifetimeMs: 900_000 }, { lifetimeMs: 1_800_000 }],
    ['limits of mints', { maxMintsPerMinute: 10 }, { maxMintsPerMinute: 20 }],
    ['numbers of entries', { maxEntries: 10 }, { maxEntries: 20 }],
    ['secrets of `shared`', { shared: sharedMemory() }, { shared: sharedMemory('b'.repeat(32)) }],
    ['limits of `shared`', { shared: { ...sharedMemory(), timeoutMs: 1 } }, { shared: sharedMemory() }],
  ])('separates issuers with different %s', async (name, one, other) => {
    const [first, second] = [one, other].map((more) => createProcessIssuer(optionsFor(name, more)))
    await first?.issue('asmith@example.com')
    expect(second?.peek('asmith@example.com')).toBeUndefined()
    await Promise.all([first?.close(), second?.close()])
  })

  it('separates issuers of different organizations or keys', async () => {
    const [search, reports] = [createProcessIssuer(optionsFor('one')), createProcessIssuer(optionsFor('two'))]
    await search.issue('asmith@example.com')
    expect(reports.peek('asmith@example.com')).toBeUndefined()
    await Promise.all([search.close(), reports.close()])
  })

  it('calls the `onEvent` of the copy that was used first last', async () => {
    const [earlier, later] = [vi.fn<(event: TokenEvent) => void>(), vi.fn<(event: TokenEvent) => void>()]
    const tokens = createProcessIssuer(optionsFor('events', { onEvent: earlier }))
    await tokens.issue('asmith@example.com')
    const calls = earlier.mock.calls.length
    expect(calls).toBeGreaterThan(0)
    await createProcessIssuer(optionsFor('events', { onEvent: later })).issue('asmith@example.com')
    expect(earlier).toHaveBeenCalledTimes(calls)
    expect(later).toHaveBeenCalled()
    await tokens.close()
  })

  it('keeps the `onEvent` of an object when another one without a listener is used', async () => {
    const onEvent = vi.fn<(event: TokenEvent) => void>()
    const listening = createProcessIssuer(optionsFor('one listener', { onEvent }))
    await listening.issue('asmith@example.com')
    await createProcessIssuer(optionsFor('one listener')).issue('asmith@example.com')
    onEvent.mockClear()
    await listening.issue('bsmith@example.com')
    expect(onEvent).toHaveBeenCalled()
    await listening.close()
  })

  it('rejects if the issuer cannot be created, and retries at the next use', async () => {
    const shared = vi.fn(() => sharedMemory())
    shared.mockImplementationOnce(() => {
      throw new Error('no settings')
    })
    const tokens = createProcessIssuer(optionsFor('late', { shared }))
    await expect(tokens.issue('asmith@example.com')).rejects.toThrow('no settings')
    expect((await tokens.issue('asmith@example.com')).outcome).toBe('mint')
    await tokens.close()
  })

  it('rejects after close, and gives later copies a new memory', async () => {
    const tokens = createProcessIssuer(optionsFor('closed'))
    await tokens.issue('asmith@example.com')
    await tokens.close()
    await expect(tokens.issue('asmith@example.com')).rejects.toMatchObject({ code: 'closed' })
    const next = createProcessIssuer(optionsFor('closed'))
    expect((await next.issue('asmith@example.com')).outcome).toBe('mint')
    await next.close()
  })

  it('continues with a new memory after another object with equal settings was closed', async () => {
    const onEvent = vi.fn<(event: TokenEvent) => void>()
    const remaining = createProcessIssuer(optionsFor('remaining', { onEvent }))
    const closed = createProcessIssuer(optionsFor('remaining'))
    await remaining.issue('asmith@example.com')
    await closed.issue('asmith@example.com')
    await closed.close()
    onEvent.mockClear()
    expect((await remaining.issue('asmith@example.com')).outcome).toBe('mint')
    expect((await remaining.issue('asmith@example.com')).outcome).toBe('hit')
    expect(onEvent).toHaveBeenCalled()
    await closed.close()
    expect((await remaining.issue('asmith@example.com')).outcome).toBe('hit')
    await expect(closed.issue('asmith@example.com')).rejects.toMatchObject({ code: 'closed' })
    await remaining.close()
    await expect(remaining.issue('asmith@example.com')).rejects.toMatchObject({ code: 'closed' })
  })

  it('keeps no secret in its registry', async () => {
    const shared = sharedMemory('another secret of at least 32 characters')
    const tokens = createProcessIssuer(optionsFor('registry', { shared }))
    await tokens.issue('asmith@example.com')
    const registry = (globalThis as unknown as Record<symbol, Map<string, unknown>>)[
      Symbol.for('@coveo-token/next:memories')
    ]
    expect([...(registry?.keys() ?? [])].join()).not.toContain('another secret')
    await tokens.close()
  })

  it('throws at once for wrong options', () => {
    expect(() => createProcessIssuer({} as never)).toThrow(/grant/)
    expect(() => createProcessIssuer(optionsFor('x', { coveo: {} as never }))).toThrow(/coveo/)
  })

  it('closes nothing when it was never used', async () => {
    const shared = vi.fn()
    await createProcessIssuer(optionsFor('unused', { shared })).close()
    expect(shared).not.toHaveBeenCalled()
  })
})
