import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { load, newUsers, roll } from '../test/fleet-load.ts'
import { createProcessFleet, fleetKey, fleetSecret, type Instance, type ProcessFleet } from '../test/process-fleet.ts'
import { startRedisCluster } from '../test/redis-cluster.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { type RedisUnderFaults, startRedisUnderFaults } from '../test/redis-under-faults.ts'

// Only a hang takes so long, also beside spinning processes.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })
const patient = { timeout: 240_000, interval: 50 }
const report: string[] = []
/** `FAULTS_IN=cluster` runs every fault in a cluster of three nodes: `pnpm bench` does, and the suite runs one calm case. */
const isCluster = process.env.FAULTS_IN === 'cluster'

describe.skipIf(!hasRedisServer())('instances in processes of their own (apt-get install redis-server)', () => {
  let redis: RedisUnderFaults
  let fleet: ProcessFleet
  let three: [Instance, Instance, Instance]

  beforeAll(async () => {
    redis = await startRedisUnderFaults({ isCluster })
    fleet = await createProcessFleet(redis.place)
    three = await Promise.all([fleet.start(), fleet.start(), fleet.start()])
  })
  beforeEach(() => {
    Object.assign(fleet.counts, { requests: 0, errors: 0, mints: 0, wrongTokens: 0, endedTokens: 0 })
    fleet.counts.storeErrors.clear()
  })
  afterEach(({ task }) => {
    const { requests, errors, mints, wrongTokens, endedTokens } = fleet.counts
    report.push([task.name, requests, errors, mints, wrongTokens, endedTokens].join(' | '))
    expect({ wrongTokens, endedTokens }).toEqual({ wrongTokens: 0, endedTokens: 0 })
  })
  afterAll(async () => {
    await fleet.stop()
    await redis.stop()
    process.stdout.write(`\nfault | requests | errors | mints | wrong | ended\n${report.join('\n')}\n`)
  })

  /** Resolves when a token of one instance reaches the others through the store again. */
  async function expectShared([first, ...others]: readonly Instance[] = three): Promise<void> {
    await expect
      .poll(async () => {
        const [user = ''] = newUsers(1)
        await first?.issue(user)
        return Promise.all(others.map(async ({ issue }) => (await issue(user)).outcome))
      }, patient)
      .toEqual(others.map(() => 'shared'))
  }

  it('calm: mint once for each user', async () => {
    await load(three, newUsers(60))
    expect(fleet.counts).toMatchObject({ requests: 360, errors: 0, mints: 60 })
  })

  it.skipIf(isCluster)('calm, in a cluster: mint once for each user', async () => {
    const cluster = await startRedisCluster()
    const clustered = await Promise.all([1, 2, 3].map(() => fleet.start({ clusterPorts: cluster.ports })))
    const users = newUsers(60)
    await load(clustered, users)
    expect(fleet.counts).toMatchObject({ requests: 360, errors: 0, mints: 60 })
    await clustered[0]?.invalidate(users[0] ?? '')
    const next = await clustered[0]?.issue(users[0] ?? '')
    await expect.poll(async () => (await clustered[2]?.issue(users[0] ?? ''))?.token, patient).toBe(next?.token)
    await Promise.all(clustered.map(({ close }) => close()))
    await cluster.stop()
  })

  it('kill -9 of the holder of a lease: another one mints after its end', async () => {
    const [user = ''] = newUsers(1)
    const dying = await fleet.start()
    const release = fleet.hold(user)
    void dying.issue(user)
    await expect.poll(() => fleet.mintsOf(user), patient).toBe(1)
    dying.signal('SIGKILL')
    fleet.counts.requests--
    release()
    await load(three, [user])
    expect(fleet.counts).toMatchObject({ requests: 6, errors: 0, mints: 2 })
  })

  it('SIGSTOP of the holder of a lease: another one mints, and the first one returns a valid token', async () => {
    const [user = ''] = newUsers(1)
    const frozen = await fleet.start()
    const release = fleet.hold(user)
    const early = frozen.issue(user)
    await expect.poll(() => fleet.mintsOf(user), patient).toBe(1)
    frozen.signal('SIGSTOP')
    release()
    await load(three, [user])
    frozen.signal('SIGCONT')
    await early
    expect(fleet.counts.errors).toBe(0)
    expect(fleet.counts.mints).toBeLessThanOrEqual(3)
    await frozen.close()
  })

  it('Redis ends and starts again, empty: each continues alone, then all share again', async () => {
    const before = newUsers(10)
    await load(three, before)
    await redis.kill()
    await load(three, before)
    expect(fleet.counts.mints).toBe(10)
    const during = newUsers(10)
    await load(three, during)
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 40 })
    await redis.restart()
    await expectShared()
    await load(three, [...before, ...during])
    expect(fleet.counts.errors).toBe(0)
    for (const user of before) expect(fleet.mintsOf(user)).toBe(1)
    for (const user of during) expect(fleet.mintsOf(user)).toBe(3)
  })

  it('FLUSHALL: no mint for tokens in memory, one for a new instance', async () => {
    const users = newUsers(20)
    await load(three, users)
    await redis.send('FLUSHALL')
    await load(three, users)
    expect(fleet.counts.mints).toBe(20)
    const fourth = await fleet.start()
    await load([fourth], users)
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 40 })
    await fourth.close()
  })

  it('SIGSTOP of Redis: each continues alone, then all share again', async () => {
    redis.freeze()
    await load(three, newUsers(10))
    expect(fleet.counts.errors).toBe(0)
    expect(fleet.counts.mints).toBeLessThanOrEqual(30)
    redis.thaw()
    await expectShared()
    expect(fleet.counts.errors).toBe(0)
  })

  it('DEBUG SLEEP, shorter than the limit: mint once for each user', async () => {
    const users = newUsers(30)
    // One after the other, so that Redis responds in between, and some of them during the load on any machine.
    async function slow(): Promise<void> {
      for (let times = 0; times < 10; times++) await redis.send('DEBUG', 'SLEEP', '0.1')
    }
    await Promise.all([slow(), load(three, users)])
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 30 })
  })

  it.each([
    ['OOM', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    isCluster
      ? ['NOREPLICAS', ['CONFIG', 'SET', 'min-replicas-to-write', '1'], ['CONFIG', 'SET', 'min-replicas-to-write', '0']]
      : ['READONLY', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
  ])('%s: each continues alone, then all share again', async (_, begin, end) => {
    await redis.send(...begin)
    await load(three, newUsers(10))
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 30 })
    await redis.send(...end)
    await expectShared()
    expect(fleet.counts.errors).toBe(0)
    expect(fleet.counts.storeErrors.get('shared-store-failed')).toBeGreaterThan(0)
  })

  it('garbage in every key: one mint for a new instance, and all share again', async () => {
    const users = newUsers(9)
    await load(three, users)
    await redis.forEachNode(async (send) => {
      for (const [index, key] of ((await send('KEYS', 'coveo-token:*')) as string[]).entries()) {
        await send('DEL', key)
        if (index % 3 === 0) await send('RPUSH', key, 'garbage')
        else await send('SET', key, index % 3 === 1 ? 'garbage' : '1.AAAAAAAA.AAAAAAAAAAAAAAAA.AAAA')
      }
    })
    const [fourth, fifth] = [await fleet.start(), await fleet.start()]
    await load([fourth, fifth], users)
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 18 })
    await expectShared([fourth, fifth])
    await Promise.all([fourth.close(), fifth.close()])
  })

  it('clocks minutes apart: mint once for each user', async () => {
    const minutes = [-11, 0, 7]
    const apart = await Promise.all(minutes.map((by) => fleet.start({ clockOffsetMs: by * 60_000 })))
    await load(apart, newUsers(20))
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 20 })
    await Promise.all(apart.map(({ close }) => close()))
  })

  it('a new secret, one instance after the other, under load: no mint for any user with a token', async () => {
    const next = 'the next secret, which is as long as the first'
    const early = newUsers(15)
    const late = newUsers(15)
    const current = [await fleet.start(), await fleet.start()]
    await load(current, early)

    await roll(current, { fleet, secrets: [fleetSecret, next], users: early })
    await roll(current, { fleet, secrets: [next, fleetSecret], users: early })
    expect(fleet.counts.mints).toBe(15)
    await load(current, late)
    await roll(current, { fleet, secrets: [next], users: late })
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 30 })
    expect([...fleet.counts.storeErrors]).toEqual([])
    await Promise.all(current.map(({ close }) => close()))
  })

  it('a new API key, one instance after the other, under load: no mint for any user with a token, and no error', async () => {
    const next = 'xx-the-second-api-key'
    const users = newUsers(15)
    const current = [await fleet.start(), await fleet.start()]
    await load(current, users)
    // The new key is in the settings before Coveo accepts it.
    await roll(current, { fleet, apiKeys: [next, fleetKey], users })
    expect(fleet.counts.mints).toBe(15)
    for (const accepted of [[fleetKey], [fleetKey, next], [fleetKey], [next]]) {
      fleet.acceptKeys(...accepted)
      await load(current, [...users, ...newUsers(15)])
    }
    // An instance that starts now meets a Coveo that knows only the new key.
    await roll(current, { fleet, apiKeys: [next, fleetKey], users })
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 75 })
    // Without the old key in the settings, each user's token is minted once more.
    await roll(current, { fleet, apiKeys: [next], users })
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 90 })
    expect([...fleet.counts.storeErrors]).toEqual([])
    fleet.acceptKeys(fleetKey)
    await Promise.all(current.map(({ close }) => close()))
  })

  it('a deployment replaces all instances at once: no mint', async () => {
    const users = newUsers(20)
    const old = await Promise.all([fleet.start(), fleet.start()])
    await load(old, users)
    const started = await Promise.all([fleet.start(), fleet.start()])
    await Promise.all([load(started, users), ...old.map(({ close }) => close())])
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 20 })
    await Promise.all(started.map(({ close }) => close()))
  })

  it('invalidate and reportRejected: reach the memory of every process', async () => {
    const [user = '', other = ''] = newUsers(2)
    await load(three, [user, other])
    const old = await three[0].issue(user)
    await three[1].invalidate(user)
    const next = await three[1].issue(user)
    await expect.poll(async () => (await three[0].issue(user)).token, patient).toBe(next.token)
    await expect.poll(async () => (await three[2].issue(user)).token, patient).toBe(next.token)
    expect(next.token).not.toBe(old.token)
    await three[2].report(user, next.fingerprint)
    const last = await three[2].issue(user)
    await expect.poll(async () => (await three[0].issue(user)).token, patient).toBe(last.token)
    expect(last.token).not.toBe(next.token)
    expect(fleet.counts).toMatchObject({ errors: 0, mints: 4 })
  })
})
