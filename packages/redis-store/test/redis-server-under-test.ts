import { afterAll, afterEach, beforeAll } from 'vitest'
import { type RedisServer, startRedisServer } from './redis-server.ts'

/** The server of one suite of tests, and the clients of each test. */
export interface RedisServerUnderTest {
  /** Its own server. Not before the first test. */
  readonly server: RedisServer
  /** Called after each test, in order: closes what that test opened. */
  readonly closing: (() => unknown)[]
}

/** Starts a Redis server for the tests of the suite that calls this, and ends it after them. */
export function redisServerUnderTest(): RedisServerUnderTest {
  let server: RedisServer
  const closing: (() => unknown)[] = []
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  afterAll(() => server.stop())
  return {
    get server() {
      return server
    },
    closing,
  }
}
