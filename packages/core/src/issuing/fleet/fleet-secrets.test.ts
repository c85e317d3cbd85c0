import { describe, expect, it } from 'vitest'
import { fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const minute = 60_000

describe('createTokenIssuer, a shared value that is no token of the fleet', () => {
  async function afterwards(spoil: (value: string, all: readonly string[]) => string) {
    const under = fleetUnderTest(2)
    const [one, two] = under.fleet
    await one?.issue(bob)
    await one?.issue(alice)
    const [[, bobs], [name, alices]] = [...under.store.values] as [[string, string], [string, string]]
    await under.store.acquireLease(name, { owner: 'intruder', leaseMs: minute })
    await under.store.publish(name, { owner: 'intruder', value: spoil(alices, [bobs]), keepMs: 60 * minute })
    const next = await two?.issue(alice)
    return { ...under, next, alices: await one?.issue(alice) }
  }

  const spoilt: [string, (value: string, all: readonly string[]) => string][] = [
    [
      'was changed in one character',
      (value) => value.slice(0, -9) + (value.at(-9) === 'A' ? 'B' : 'A') + value.slice(-8),
    ],
    ['was cut off', (value) => value.slice(0, -30)],
    ['was moved there from another user', (_, [bobs = '']) => bobs],
    ['has another version', (value) => value.replace(/^1/, '2')],
    ['has more parts', (value) => `${value}.x`],
    ['is of another secret', (value) => value.replace(/^1\.[^.]+/, '1.AAAAAAAA')],
    ['is empty', () => ''],
    ['is garbage', () => '\u0000\ud800{}'],
    ['is 10 MB long', () => 'A'.repeat(10_000_000)],
  ]

  for (const [how, spoil] of spoilt) {
    it(`is reported and replaced when it ${how}`, async () => {
      const { next, alices, coveo, errors } = await afterwards(spoil)
      expect(next).toMatchObject({ outcome: 'mint', token: 'search-token-3' })
      expect(alices?.token).toBe('search-token-2')
      expect(coveo.mints[2]?.grant).toMatchObject({ userIds: [{ name: alice }] })
      expect(errors[0]).toMatchObject({ code: 'shared-store-unreadable' })
    })
  }
})

describe('createTokenIssuer, values in the shared store', () => {
  it('contain neither a user nor a token nor the API key', async () => {
    const { fleet, store, coveo } = fleetUnderTest(1)
    const { token, fingerprint } = (await fleet[0]?.issue(alice)) ?? {}
    const seen = JSON.stringify([...store.values])
    for (const secret of [alice, 'alice', token, fingerprint, coveo.organizationId, fleetSecret]) {
      expect(seen).not.toContain(secret)
      expect(seen).not.toContain(btoa(String(secret)).replace(/=+$/, ''))
    }
    expect(seen).toMatch(/^\[\["[\w-]{43}","1\.[\w-]{8}\.[\w-]{16}\.[\w-]+"\]\]$/)
  })

  it('are never the same twice', async () => {
    const { fleet, store } = fleetUnderTest(1)
    await fleet[0]?.issue(alice)
    const [[name, before]] = [...store.values] as [[string, string]]
    await fleet[0]?.invalidate(alice)
    await fleet[0]?.issue(alice)
    expect(store.values.get(name)).toBeDefined()
    expect(store.values.get(name)).not.toBe(before)
  })
})

describe('createTokenIssuer, a new secret', () => {
  it('is introduced without a mint', async () => {
    const next = 'the next secret of the fleet, as long as it'
    const { join, coveo, errors } = fleetUnderTest(0)
    const old = join()
    const minted = await old.issue(alice)
    const ready = join({ secret: [fleetSecret, next] })
    expect(await ready.issue(alice)).toMatchObject({ outcome: 'shared', token: minted.token })
    const changed = join({ secret: [next, fleetSecret] })
    expect(await changed.issue(alice)).toMatchObject({ outcome: 'shared', token: minted.token })
    await changed.issue(bob)
    expect(await ready.issue(bob)).toMatchObject({ outcome: 'shared' })
    expect(coveo.mints).toHaveLength(2)
    expect(errors).toEqual([])
    expect(await join({ secret: next }).issue(bob)).toMatchObject({ outcome: 'shared' })
    const refused = await ready.issue(alice)
    expect(await changed.reportRejected(alice, refused.fingerprint)).toEqual({ outcome: 'dropped' })
    expect(await join().issue(alice)).toMatchObject({ outcome: 'mint' })
    await changed.invalidate(bob)
    expect(await join({ secret: next }).issue(bob)).toMatchObject({ outcome: 'mint' })
  })
})
