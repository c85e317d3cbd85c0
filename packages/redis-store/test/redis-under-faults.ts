import { createClient } from 'redis'
import { startRedisCluster } from './redis-cluster.ts'
import { type RedisServer, startRedisServer } from './redis-server.ts'

type Send = (...words: string[]) => Promise<unknown>

/** A Redis to harm: one server, or a cluster of three nodes. */
export interface RedisUnderFaults {
  /** For the instances. */
  readonly place: { readonly path: string; readonly clusterPorts?: readonly number[] | undefined }
  /** Sends a command to every node. */
  readonly send: Send
  /** Runs for every node, one after the other. */
  readonly forEachNode: (run: (send: Send) => Promise<void>) => Promise<void>
  readonly kill: () => Promise<void>
  /** Starts it again, empty. */
  readonly restart: () => Promise<void>
  readonly freeze: () => void
  readonly thaw: () => void
  readonly stop: () => Promise<void>
}

export async function startRedisUnderFaults({ isCluster }: { isCluster: boolean }): Promise<RedisUnderFaults> {
  const more = ['--enable-debug-command', 'yes']
  const cluster = isCluster ? await startRedisCluster({ settings: more }) : undefined
  const servers = cluster?.servers ?? [await startRedisServer({ settings: () => more })]
  const admins = await Promise.all(servers.map(connect))

  async function onEvery(run: (server: RedisServer) => Promise<void>): Promise<void> {
    await Promise.all(servers.map(run))
  }

  return {
    place: { path: servers[0]?.path ?? '', clusterPorts: cluster?.ports },
    send: (...words) => Promise.all(admins.map(({ send }) => send(...words))),
    async forEachNode(run) {
      for (const { send } of admins) await run(send)
    },
    kill: () => onEvery((server) => server.kill()),
    restart: () => onEvery((server) => server.restart()),
    freeze: () => void onEvery(async (server) => server.freeze()),
    thaw: () => void onEvery(async (server) => server.thaw()),
    async stop() {
      for (const { close } of admins) close()
      await onEvery((server) => server.stop())
    },
  }
}

async function connect({ path }: RedisServer): Promise<{ send: Send; close: () => void }> {
  const client = createClient({ socket: { path, tls: false, reconnectStrategy: 50 } })
  client.on('error', () => {})
  await client.connect()
  return { send: (...words) => client.sendCommand(words), close: () => client.destroy() }
}
