/*
 * The program of one instance: a token issuer on Redis in a process of its own. The test is its Coveo and its only user, both by messages.
 */
import { createCoveoClient, createTokenIssuer, emailIdentity, searchGrant, type TokenError } from '@coveo-token/core'
import { createClient, createCluster } from 'redis'
import { createRedisStore } from '../src/redis-store.ts'
import type { InstanceOptions, InstanceRequest, MintReply } from './instance-messages.ts'

const options = JSON.parse(process.argv[2] ?? '') as InstanceOptions
const waiting = new Map<number, (reply: MintReply) => void>()
let calls = 0

function send(message: unknown): void {
  process.send?.(message)
}

const now = () => Date.now() + options.clockOffsetMs
const coveo = createCoveoClient({
  organizationId: 'acme',
  apiKey: options.apiKeys,
  now,
  onWarning() {},
  async fetch(_url, init) {
    const call = ++calls
    const { userIds } = JSON.parse(String(init?.body)) as { userIds: { name: string }[] }
    const [, apiKey] = String(new Headers(init?.headers).get('authorization')).split(' ')
    send({ mint: call, user: userIds[0]?.name, apiKey })
    const { status, token } = await new Promise<MintReply>((resolve) => waiting.set(call, resolve))
    return Response.json({ token }, { status, headers: { date: new Date().toUTCString() } })
  },
})

const { path, clusterPorts } = options
const client = clusterPorts
  ? createCluster({ rootNodes: clusterPorts.map((port) => ({ socket: { host: '127.0.0.1', port } })) })
  : createClient({ socket: { path, tls: false, reconnectStrategy: 50 }, disableOfflineQueue: true })

const tokens = createTokenIssuer<string>({
  coveo,
  grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
  mintTimeoutMs: options.mintTimeoutMs,
  now,
  shared: {
    store: createRedisStore({ client, onRepair: () => {} }),
    secret: options.secrets,
    timeoutMs: options.timeoutMs,
    onError: ({ code }: TokenError) => send({ storeError: code }),
  },
})

async function run({ type, user, fingerprint = '' }: InstanceRequest): Promise<unknown> {
  if (type === 'invalidate') return tokens.invalidate(user)
  if (type === 'report') return tokens.reportRejected(user, fingerprint)
  return tokens.issue(user)
}

async function respond(request: InstanceRequest): Promise<void> {
  const { id } = request
  try {
    send({ id, result: await run(request) })
  } catch (error) {
    send({ id, code: String((error as TokenError).code ?? error) })
  }
}

process.on('message', (message: InstanceRequest | MintReply | { close: true }) => {
  if ('close' in message) void tokens.close().then(() => process.exit(0))
  else if ('status' in message) waiting.get(message.call)?.(message)
  else void respond(message)
})
send({ ready: true })
