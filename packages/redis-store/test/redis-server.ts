import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A Redis server of the test's own: on a socket in a folder of its own, without a port, without a file of its data. */
export interface RedisServer {
  /** For `socket.path` of a client. */
  readonly path: string
  /** Ends it as a crash does. */
  kill(): Promise<void>
  /** Starts it anew, empty, on the same socket. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Whether `redis-server` is on this machine. Under CI a missing one is an error, not a reason to skip. */
export function hasRedisServer(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0
  if (!found && process.env.CI) throw new Error('redis-server is missing: apt-get install redis-server')
  return found
}

export async function startRedisServer(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-redis-'))
  const path = join(folder, 'redis.sock')
  let server = await start(path)

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }

  return {
    path,
    kill,
    async restart() {
      await kill()
      server = await start(path)
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(path: string): Promise<ChildProcess> {
  const settings = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] })
  const failed = once(server, 'exit').then(([code]) => Promise.reject(new Error(`redis-server ended with ${code}.`)))
  failed.catch(() => {})
  await Promise.race([isReady(server), failed])
  return server
}

async function isReady({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) return
  for await (const line of createInterface({ input: stdout })) if (/ready to accept connections/i.test(line)) break
  stdout.resume()
}
