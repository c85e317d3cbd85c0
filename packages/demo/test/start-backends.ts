import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRedisServer } from '../../redis-store/test/redis-server.ts'

/** A Redis and a Coveo for several instances of an example app. */
export interface Backends {
  /** The environment of each instance. */
  readonly env: Readonly<Record<string, string>>
  /** The user of each mint. */
  readonly mints: readonly string[]
  readonly stop: () => Promise<void>
}

const hourMs = 3_600_000

export async function startBackends(): Promise<Backends> {
  const redis = await startRedisServer()
  const mints: string[] = []
  const coveo = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    mints.push(JSON.parse(body).userIds[0].name)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ token: tokenOf(mints.length) }))
  }).listen(0, '127.0.0.1')
  await once(coveo, 'listening')
  return {
    env: {
      COVEO_ORGANIZATION_ID: 'acme',
      COVEO_API_KEY: 'xx00000000-0000-4000-8000-000000000000',
      COVEO_ENDPOINT: `http://127.0.0.1:${(coveo.address() as AddressInfo).port}`,
      COVEO_TOKEN_SECRET: 'a secret of at least thirty-two characters',
      SESSION_SECRET: 'a secret of at least thirty-two characters',
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    },
    mints,
    async stop() {
      coveo.closeAllConnections()
      coveo.close()
      await redis.stop()
    },
  }
}

/** A token as Coveo's: a JWT that expires in an hour. */
function tokenOf(number: number): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${encode({ alg: 'HS256' })}.${encode({ exp: Math.ceil((Date.now() + hourMs) / 1_000), number })}.c2ln`
}
