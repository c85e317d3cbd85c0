import { createClient } from 'redis'
import { type RedisServer, startRedisServer } from './redis-server.ts'

const slots = 16_384

export interface RedisCluster {
  readonly ports: readonly number[]
  readonly servers: readonly RedisServer[]
  /** Begins to move the slot of a key to another node. The returned function ends it. */
  beginMove(key: string): Promise<() => Promise<void>>
  stop(): Promise<void>
}

/** Starts three masters on 127.0.0.1 that share the slots, with more settings for each. */
export async function startRedisCluster({ settings: more = [] }: { settings?: string[] } = {}): Promise<RedisCluster> {
  const settings = () => ['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf', ...more]
  const servers = await Promise.all([1, 2, 3].map(() => startRedisServer({ settings })))
  const ports = servers.map(({ port }) => port)
  await Promise.all(servers.map((server, index) => join(server, { index, ports })))
  return {
    ports,
    servers,
    beginMove: (key) => beginMove(key, ports),
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}

async function beginMove(key: string, ports: readonly number[]): Promise<() => Promise<void>> {
  const nodes = await Promise.all(
    ports.map(async (port) => {
      const client = createClient({ socket: { host: '127.0.0.1', port } })
      client.on('error', () => {})
      await client.connect()
      const send = (...words: string[]) => client.sendCommand(words)
      return { port: String(port), send, id: String(await send('CLUSTER', 'MYID')), close: () => client.destroy() }
    }),
  )
  const slot = String(await nodes[0]?.send('CLUSTER', 'KEYSLOT', key))
  const from = Math.floor(Number(slot) / Math.ceil(slots / ports.length))
  const [source, target] = [nodes[from], nodes[(from + 1) % nodes.length]]
  if (!source || !target) throw new Error('The slot has no node.')
  await target.send('CLUSTER', 'SETSLOT', slot, 'IMPORTING', source.id)
  await source.send('CLUSTER', 'SETSLOT', slot, 'MIGRATING', target.id)

  return async () => {
    const keys = (await source.send('CLUSTER', 'GETKEYSINSLOT', slot, '1000')) as unknown as string[]
    if (keys.length > 0) await source.send('MIGRATE', '127.0.0.1', target.port, '', '0', '5000', 'KEYS', ...keys)
    for (const { send } of [target, source]) await send('CLUSTER', 'SETSLOT', slot, 'NODE', target.id)
    for (const { close } of nodes) close()
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
