import { createTokenIssuer, emailIdentity, searchGrant, type TokenError } from '@coveo-token/core'
import { createFakeClock, createFakeCoveo, createMemoryStore } from '@coveo-token/core/testing'
import { describe, expect, it } from 'vitest'
import type { RedisClient, ScriptArguments } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'
import {
  acquireLeaseScript,
  deleteIfEqualScript,
  invalidateScript,
  publishScript,
  readScript,
  releaseLeaseScript,
} from './store-scripts.ts'

const [alice, bob] = ['asmith@example.com', 'bob@example.com']

/** Errors of Redis, Valkey, a cluster and the clients. */
const errors = [
  'LOADING Redis is loading the dataset in memory',
  'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
  'MISCONF Redis is configured to save RDB snapshots, but is currently unable to persist to disk.',
  "NOPERM User default has no permissions to run the 'evalsha' command",
  'NOAUTH Authentication required.',
  'WRONGPASS invalid username-password pair or user is disabled.',
  'MOVED 3999 127.0.0.1:6381',
  'ASK 3999 127.0.0.1:6381',
  'TRYAGAIN Multiple keys request during rehashing of slot',
  'CLUSTERDOWN The cluster is down',
  "CROSSSLOT Keys in request don't hash to the same slot",
  'MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to no.',
  "READONLY You can't write against a read only replica.",
  'NOREPLICAS Not enough good replicas to write.',
  "OOM command not allowed when used memory > 'maxmemory'.",
  'WRONGTYPE Operation against a key holding the wrong kind of value',
  'NOSCRIPT No matching script. Please use EVAL.',
  'UNBLOCKED force unblock from blocking operation',
  'ERR max number of clients reached',
  'The client is closed',
  'Socket closed unexpectedly',
  'connect ECONNREFUSED 127.0.0.1:6379',
]

/** A client of a Redis in memory, whose commands fail while `state.error` is set. */
function fakeRedis() {
  const clock = createFakeClock()
  const memory = createMemoryStore({ now: clock.now })
  const state: { error: string | undefined } = { error: undefined }

  async function run(script: string, { keys, arguments: words }: ScriptArguments): Promise<unknown> {
    if (state.error !== undefined) throw new Error(state.error)
    const [key = ''] = keys
    const name = key.replace(/:lease$/, '')
    const [first = '', second = '', third = ''] = words
    switch (script) {
      case readScript: {
        const stored = await memory.read(name)
        return stored ? [stored.value, stored.remainingMs] : null
      }
      case acquireLeaseScript:
        return Number(await memory.acquireLease(name, { owner: first, leaseMs: Number(second) }))
      case publishScript:
        return Number(await memory.publish(name, { owner: first, value: second, keepMs: Number(third) }))
      case releaseLeaseScript:
        return memory.releaseLease(name, first)
      case deleteIfEqualScript:
        return memory.deleteIfEqual(name, first)
      case invalidateScript:
        return memory.invalidate(name)
      default:
        throw new Error('An unknown script.')
    }
  }
  const client: RedisClient = { eval: run, evalSha: () => Promise.reject(new Error(state.error ?? 'NOSCRIPT')) }
  return { client, clock, state }
}

function fleetOf(count: number) {
  const { client, clock, state } = fakeRedis()
  const coveo = createFakeCoveo()
  const reported: TokenError[] = []
  const fleet = Array.from({ length: count }, () =>
    createTokenIssuer<string>({
      coveo,
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
      now: clock.now,
      timers: clock,
      random: () => 0.5,
      shared: {
        store: createRedisStore({ client }),
        secret: 'a secret that is long enough for a test',
        onError: (error) => reported.push(error),
      },
    }),
  )
  return { fleet, coveo, clock, state, reported }
}

describe('createRedisStore, a Redis that rejects every command', () => {
  it.each(errors)('lets instances continue alone, reports the reason, and shares again: %s', async (error) => {
    const { fleet, coveo, clock, state, reported } = fleetOf(2)
    const [one, two] = fleet as [(typeof fleet)[0], (typeof fleet)[0]]
    state.error = error
    expect(await one.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(await one.issue(alice)).toMatchObject({ outcome: 'hit' })
    await expect(one.invalidate(bob)).rejects.toMatchObject({ code: 'shared-store-failed' })
    const cause = expect.objectContaining({ message: expect.stringContaining(error.split(' ')[0] ?? '') })
    expect(reported).toEqual([expect.objectContaining({ code: 'shared-store-failed', cause })])
    state.error = undefined
    await clock.advance(40_000)
    const minted = await one.issue(bob)
    expect(await two.issue(bob)).toMatchObject({ outcome: 'shared', token: minted.token })
    expect(coveo.mints).toHaveLength(2)
  })
})
