import { describe, expect, it } from 'vitest'
import { tokenError } from '../../shared/error-table.ts'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { issuerUnderTest } from '../../testing/issuer-under-test.test.support.ts'
import { createSealing } from './sealing.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const [second, minute] = [1_000, 60_000]

/** Lets messages arrive. */
function delivered(under: ReturnType<typeof fleetUnderTest>): Promise<void> {
  return under.clock.advance(1)
}

/** A message that another instance sent because Coveo limited its calls. Every later mint succeeds. */
async function rateLimited(retryAfterMs = 20 * second, aheadMs = 0) {
  const under = fleetUnderTest(0)
  const recorded: string[] = []
  const end = await under.store.subscribe?.((message) => recorded.push(message))
  under.coveo.respondWith((mint) => {
    if (mint.number > 1) return fakeToken(mint)
    throw tokenError('coveo-rate-limited', 'Coveo limits the calls.', { retryAfterMs })
  })
  const sender = under.join({ store: under.store }, () => under.clock.now() + aheadMs)
  await expect(sender.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
  await sender.close()
  await end?.()
  expect(recorded).toHaveLength(1)
  return { under, recorded: recorded[0] ?? '' }
}

describe('createTokenIssuer, recorded and unknown messages', () => {
  it('pause until the end of a Retry-After once, however often a recorded message is published again', async () => {
    const { under, recorded } = await rateLimited()
    const { clock, store } = under
    const late = under.join({ store })
    await late.issue(bob)
    await clock.advance(15 * second)
    await store.broadcast?.(recorded)
    await clock.advance(4 * second)
    await expect(late.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
    await store.broadcast?.(recorded)
    await clock.advance(second)
    await store.broadcast?.(recorded)
    await delivered(under)
    expect((await late.issue(alice)).outcome).toBe('mint')
    await clock.advance(10 * minute)
    await store.broadcast?.(recorded)
    await delivered(under)
    expect((await late.issue('carol@example.com')).outcome).toBe('mint')
    expect(under.errors).toEqual([])
  })

  it('pause for what is left of a Retry-After, however late they arrive', async () => {
    const { under, recorded } = await rateLimited(5 * minute)
    const late = under.join({ store: under.store })
    await late.issue(bob)
    await under.clock.advance(4 * minute)
    for (let time = 0; time < 2; time++) await under.store.broadcast?.(recorded)
    await delivered(under)
    await expect(late.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
    await under.clock.advance(minute)
    expect((await late.issue(alice)).outcome).toBe('mint')
    expect(under.errors).toEqual([])
  })

  it.each([-3 * 60, -2, 0, 2, 3 * 60])(
    'pause until the end of the Retry-After, the clock of the sender %i minutes ahead',
    async (ahead) => {
      const { under, recorded } = await rateLimited(20 * second, ahead * minute)
      const two = under.join({ store: under.store })
      await two.issue(bob)
      await under.store.broadcast?.(recorded)
      await delivered(under)
      await expect(two.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
      await under.clock.advance(20 * second)
      expect((await two.issue('carol@example.com')).outcome).toBe('mint')
      expect(under.errors).toEqual([])
    },
  )

  it('report a pause that could not be shared', async () => {
    const under = fleetUnderTest(0)
    under.coveo.respondWith(() => {
      throw tokenError('coveo-rate-limited', 'Coveo limits the calls.', { retryAfterMs: 20 * second })
    })
    const broadcast = () => Promise.reject(new Error('NOPERM'))
    const tokens = under.join({ store: { ...under.store, broadcast } })
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
    await tokens.close()
    expect(under.errors).toMatchObject([{ code: 'shared-store-failed', cause: { message: 'NOPERM' } }])
  })

  it('pause no instance of another API key', async () => {
    const { under, recorded } = await rateLimited()
    const { store, clock, coveo, errors } = under
    const { tokens } = issuerUnderTest({
      coveo: { ...coveo, scope: 'another key' },
      now: clock.now,
      timers: clock,
      shared: { store, secret: fleetSecret, onError: (error) => errors.push(error) },
    })
    await tokens.issue(bob)
    await store.broadcast?.(recorded)
    await delivered(under)
    expect((await tokens.issue(alice)).outcome).toBe('mint')
    expect(errors).toEqual([])
  })

  it('pause an instance whose clock was set right, by an hour', async () => {
    const { under, recorded } = await rateLimited()
    let wrongBy = 60 * minute
    const two = under.join({ store: under.store }, () => under.clock.now() + wrongBy)
    await two.issue(bob)
    wrongBy = 0
    await under.store.broadcast?.(recorded)
    await delivered(under)
    await expect(two.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited' })
  })

  it('drop an invalidated token at any age, because a frozen instance receives them late', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    const [one, two] = [under.join({ store }), under.join({ store: { ...store, subscribe } })]
    let deliver: (message: string) => void = () => {}
    async function subscribe(listener: (message: string) => void) {
      deliver = listener
      return async () => {}
    }
    const seen: string[] = []
    await store.subscribe?.((message) => seen.push(message))
    await one.issue(alice)
    await two.issue(alice)
    await one.invalidate(alice)
    await clock.advance(2 * minute)
    expect(two.peek(alice)).toBeDefined()
    for (const message of seen) deliver(message)
    await delivered(under)
    expect(two.peek(alice)).toBeUndefined()
  })

  it('are ignored from another version, and reported once', async () => {
    const under = fleetUnderTest(0)
    const { store, clock } = under
    const one = under.join({ store })
    await one.issue(alice)
    const { seal } = createSealing([fleetSecret])
    const sent = { from: 'another instance', sentAt: clock.now() }
    const unknown = [
      'no JSON',
      'null',
      JSON.stringify({ ...sent, version: 2 }),
      JSON.stringify({ ...sent, message: null }),
      JSON.stringify({ ...sent, revoked: {} }),
      JSON.stringify({ ...sent, retryAfterMs: 'long' }),
      JSON.stringify({ ...sent, renamed: { key: 'alice' } }),
      JSON.stringify({ from: sent.from, revoked: { key: 'alice' } }),
    ]
    for (const text of unknown) await store.broadcast?.(await seal('fleet channel of fake', text))
    await delivered(under)
    expect(under.errors).toMatchObject([
      { code: 'shared-store-unreadable', message: expect.stringContaining('version') },
    ])
    expect((await one.issue(alice)).outcome).toBe('hit')
    await under.join({ store }).invalidate(alice)
    await delivered(under)
    expect(one.peek(alice)).toBeUndefined()
  })
})
