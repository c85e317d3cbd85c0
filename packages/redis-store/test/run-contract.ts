import { storeContractCases } from '@coveo-token/core/testing'
import { afterAll, beforeAll, it } from 'vitest'
import type { RedisClient } from '../src/redis-client.ts'
import { createRedisStore } from '../src/redis-store.ts'

export interface Opened {
  readonly client: RedisClient
  close(): unknown
}

/** Cases about the server's own clock: one client that runs them is enough. */
const timed = /expired|its time|at its end|because it is read|counts the time|any other owner/
const cases = storeContractCases.filter(({ name }) => !timed.test(name))

/** Tests the contract of a store in the suite that calls this, with one client for all cases. */
export function runContract(open: () => Promise<Opened>): void {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())
  for (const { name, run } of cases) {
    it(name, () =>
      run(async () => ({
        store: createRedisStore({ client: opened.client }),
        elapse: () => Promise.reject(new Error('The clock of the server is not part of these cases.')),
      })),
    )
  }
}
