import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from 'redis'

/** A Redis server of the benchmark's own, on a socket in a temporary folder, without persistence. */
export interface RedisProcess {
  readonly path: string
  readonly send: (...words: string[]) => Promise<unknown>
  readonly stop: () => Promise<void>
}

export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0
}

export async function startRedis(): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-bench-'))
  const path = join(folder, 'redis.sock')
  const settings = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: server.stdout })) if (/ready to accept/i.test(line)) break
  server.stdout.resume()
  const client = createClient({ socket: { path, tls: false } })
  await client.connect()
  return {
    path,
    send: (...words) => client.sendCommand(words),
    async stop() {
      client.destroy()
      const ended = once(server, 'exit')
      server.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
