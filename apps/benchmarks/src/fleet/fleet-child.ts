import { createCoveoClient, createTokenIssuer, emailIdentity, searchGrant, type TokenError } from '@coveo-token/core'
import { createRedisStore } from '@coveo-token/redis-store'
import { createClient } from 'redis'
import { createRandom } from '../random.ts'
import type { InstanceReport, InstanceWork } from './fleet-messages.ts'

/*
 * One instance in its own process: sends 'ready' when it can start, works at any message, then sends its report. It ends with its parent.
 */
const work = JSON.parse(process.argv[2] ?? '') as InstanceWork
const { coveoUrl, redisPath, users, requests, concurrency } = work
const errors: Record<string, number> = {}
const storeFailures: Record<string, number> = {}
const times: Record<string, number[]> = {}
let wrongTokens = 0
let endedTokens = 0
const random = createRandom(work.seed)

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

function reportStoreFailure({ message, cause }: TokenError): void {
  count(storeFailures, cause instanceof Error ? cause.message.replace(/\d+ ms/, '… ms') : message)
}

const client = redisPath === undefined ? undefined : createClient({ socket: { path: redisPath, tls: false } })
const tokens = createTokenIssuer<string>({
  coveo: createCoveoClient({
    organizationId: 'benchmark',
    apiKey: 'xx01234567-89ab-cdef-0123-456789abcdef',
    baseUrl: coveoUrl,
  }),
  grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
  ...(client && {
    shared: {
      store: createRedisStore({ client }),
      secret: 'a secret that is long enough for a fleet',
      onError: reportStoreFailure,
    },
  }),
})

function check(user: string, token: string): void {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  if (claims.user !== user) wrongTokens++
  if (claims.exp * 1_000 <= Date.now()) endedTokens++
}

async function issueOne(user: string): Promise<void> {
  const startedAt = performance.now()
  try {
    const { token, outcome } = await tokens.issue(user)
    const list = times[outcome] ?? []
    times[outcome] = list
    list.push(performance.now() - startedAt)
    check(user, token)
  } catch (error) {
    count(errors, (error as TokenError).code ?? String(error))
  }
}

async function run(): Promise<void> {
  const startedAt = performance.now()
  let started = 0
  async function worker(): Promise<void> {
    while (started++ < requests) {
      await issueOne(`user${random(users)}@example.com`)
      // Between two requests of a server the event loop turns.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const elapsedMs = performance.now() - startedAt
  const report: InstanceReport = { errors, wrongTokens, endedTokens, times, storeFailures, elapsedMs }
  process.send?.(report)
}

process.on('message', () => void run())
process.on('disconnect', () => process.exit())
// Connections are open before the work starts, as on a server that has been running.
await tokens.issue(`warm${process.pid}@example.com`)
process.send?.('ready')
