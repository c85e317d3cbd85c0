import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { emailIdentity, searchGrant } from './grant.ts'
import { guardListener } from './token-event.ts'

const alice = 'alice@example.com'
const life = 3_600_000

describe('guardListener', () => {
  it('returns nothing for no listener, so that no event is created', () => {
    expect(guardListener(undefined)).toBeUndefined()
  })
})

describe('onEvent', () => {
  it('is called with every event of a token, in order', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await tokens.issue(alice)
    await clock.advance(first.refreshAt - clock.now())
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await tokens.issue(alice)
    await clock.advance(0)
    await tokens.reportRejected(alice, first.fingerprint)
    const [{ key } = { key: '' }] = events
    const due = first.expiresAt - first.refreshAt
    const { fingerprint } = first
    expect(events).toEqual([
      { type: 'mint-started', key, mint: 1, kind: 'search', background: false },
      {
        type: 'mint-ended',
        key,
        mint: 1,
        kind: 'search',
        background: false,
        outcome: 'minted',
        durationMs: 0,
        fingerprint,
        remainingMs: life,
      },
      { type: 'issued', key, outcome: 'mint', fingerprint, remainingMs: life },
      { type: 'issued', key, outcome: 'hit', fingerprint, remainingMs: life },
      { type: 'issued', key, outcome: 'hit', fingerprint, remainingMs: due },
      { type: 'mint-started', key, mint: 2, kind: 'search', background: true },
      {
        type: 'mint-ended',
        key,
        mint: 2,
        kind: 'search',
        background: true,
        outcome: 'failed',
        durationMs: 0,
        code: 'coveo-server-error',
      },
      { type: 'cool-down', key, pauseMs: 1_000, failures: 1, code: 'coveo-server-error' },
      { type: 'rejection-reported', key, fingerprint, outcome: 'dropped' },
    ])
  })

  it('is called once for each request with its outcome', async () => {
    let searchHub = 'support'
    const { tokens, clock, coveo, events } = issuerUnderTest({
      grant: (email) => {
        if (email === 'broken') throw new Error('No session.')
        return searchGrant({ userIds: [emailIdentity(email)], searchHub })
      },
    })
    const reported = () =>
      events.flatMap((event) => {
        if (event.type === 'issued') return [event.outcome]
        return event.type === 'failed' ? [event.code] : []
      })
    await Promise.all([tokens.issue(alice), tokens.issue(alice)])
    await tokens.issue(alice)
    await tokens.issue('broken').catch(() => undefined)
    await tokens.issue(alice, { minRemainingMs: Number.NaN }).catch(() => undefined)
    await clock.advance(life - 1_000)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await Promise.all([tokens.issue(alice), tokens.issue(alice)])
    await clock.advance(1_000)
    await Promise.allSettled([tokens.issue('bob'), tokens.issue('bob')])
    await tokens.issue('bob', { signal: AbortSignal.abort() }).catch(() => undefined)
    searchHub = '\ud800'
    await tokens.issue(alice).catch(() => undefined)
    await tokens.close()
    await tokens.issue(alice).catch(() => undefined)
    expect(reported()).toEqual([
      ...['mint', 'coalesced', 'hit', 'internal', 'stale', 'stale'],
      ...['coveo-server-error', 'coveo-server-error', 'aborted', 'grant-invalid', 'closed'],
    ])
  })

  it('names the cache key of a request by a hash, and by none before there is one', async () => {
    const { tokens, events } = issuerUnderTest({
      grant: (email) => {
        if (email === 'broken') throw new Error('No session.')
        return searchGrant({ userIds: [emailIdentity(email)] })
      },
    })
    for (const user of [alice, 'bob@example.com', alice, 'broken']) await tokens.issue(user).catch(() => undefined)
    const keys = events.flatMap((event) => (event.type === 'issued' || event.type === 'failed' ? [event.key] : []))
    expect(keys[0]).toMatch(/^[\w-]{16,}$/)
    expect(keys).toEqual([keys[0], keys[1], keys[0], ''])
    expect(keys[1]).not.toBe(keys[0])
  })

  it('can call the issuer, also while a token makes room', async () => {
    let left = 200
    const under = issuerUnderTest({
      maxEntries: 4,
      onEvent: (event) => {
        if (event.type === 'evicted' && left-- > 0) under.tokens.issue(`user${left % 7}@example.com`).catch(() => {})
      },
    })
    const users = Array.from({ length: 9 }, (_, index) => `user${index}@example.com`)
    for (const user of [...users, ...users]) await under.tokens.issue(user)
    await under.clock.advance(0)
    expect(users.filter((user) => under.tokens.peek(user))).toHaveLength(4)
    await under.tokens.close()
    expect(users.filter((user) => under.tokens.peek(user))).toEqual([])
  })

  it('can close the issuer while a token makes room', async () => {
    const under = issuerUnderTest({
      maxEntries: 2,
      onEvent: (event) => {
        if (event.type === 'evicted') void under.tokens.close()
      },
    })
    for (const user of ['a', 'b', 'c']) await under.tokens.issue(user).catch(() => {})
    expect(['a', 'b', 'c'].filter((user) => under.tokens.peek(user))).toEqual([])
    await expect(under.tokens.issue('c')).rejects.toMatchObject({ code: 'closed' })
  })

  it('can throw or reject with any value', async () => {
    const now = () => {
      throw new Error('now')
    }
    for (const fail of [now, () => Promise.reject(new Error('later')), () => Promise.reject(undefined)]) {
      const { tokens } = issuerUnderTest({ onEvent: fail as never })
      expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
    }
  })

  it('holds no token, no name and no filter', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest({
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)], filter: '@secret=="x"' }),
      maxEntries: 1,
    })
    const first = await tokens.issue(alice)
    await tokens.issue(alice)
    await clock.advance(life - 1_000)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-refused', 'Coveo refused the call.')))
    await Promise.all([tokens.issue(alice), tokens.issue(alice)])
    await tokens.reportRejected(alice, first.token)
    coveo.respondWith(() => ({ token: 'very-secret', remainingMs: life, lifetimeMs: life }))
    await tokens.issue('bob@example.com')
    const text = JSON.stringify(events)
    const outcomes = events.flatMap((event) => (event.type === 'issued' ? [event.outcome] : []))
    expect(new Set(outcomes)).toEqual(new Set(['mint', 'hit', 'stale']))
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(['mint-started', 'mint-ended', 'issued', 'cool-down', 'rejection-reported', 'evicted']),
    )
    for (const secret of [first.token, 'very-secret', 'alice', 'bob', '@secret']) expect(text).not.toContain(secret)
    expect(text).toContain(fingerprint('very-secret'))
  })

  it.each(['one character too many, ', 'd', ''])(
    'holds the fingerprint of a reported text, not the text',
    async (more) => {
      const { tokens, events } = issuerUnderTest()
      const { fingerprint: own } = await tokens.issue(alice)
      for (const text of [`${more}${own}`, `${own}${more}`]) {
        await tokens.reportRejected(alice, text)
        const reported = more === '' ? own : fingerprint(text)
        expect(events.at(-1)).toMatchObject({ type: 'rejection-reported', fingerprint: reported })
      }
    },
  )

  it('does not affect callers if it throws, rejects or calls the issuer', async () => {
    const rude = [
      () => {
        throw new Error('listener')
      },
      async () => {
        throw new Error('listener')
      },
      () => void tokensOf.at(-1)?.issue(alice),
    ]
    const tokensOf: ReturnType<typeof issuerUnderTest>['tokens'][] = []
    for (const onEvent of rude) {
      let depth = 0
      const { tokens } = issuerUnderTest({ onEvent: (): void => (depth++ < 50 ? onEvent() : undefined) as undefined })
      tokensOf.push(tokens)
      expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
      expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    }
  })
})
