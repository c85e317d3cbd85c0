import { createClient } from 'redis'
import { type RedisServer, startRedisServer } from './redis-server.ts'

const slots = 16_384

export interface RedisCluster {
  readonly ports: readonly number[]
  stop(): Promise<void>
}

/** Starts three masters on 127.0.0.1 that share the slots. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const settings = () => ['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf']
  const servers = await Promise.all([1, 2, 3].map(() => startRedisServer({ settings })))
  const ports = servers.map(({ port }) => port)
  await Promise.all(servers.map((server, index) => join(server, { index, ports })))
  return {
    ports,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}

async function join(
  { path }: RedisServer,
  { index, ports }: { index: number; ports: readonly number[] },
): Promise<void> {
  const client = createClient({ socket: { path, tls: false } })
  await client.connect()
  const size = Math.ceil(slots / ports.length)
  const range = [index * size, Math.min((index + 1) * size, slots) - 1].map(String)
  await client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', ...range])
  for (const port of ports) await client.sendCommand(['CLUSTER', 'MEET', '127.0.0.1', String(port)])
  while (!String(await client.sendCommand(['CLUSTER', 'INFO'])).includes('cluster_state:ok')) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  client.destroy()
}
