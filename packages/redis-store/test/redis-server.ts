import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'

/** A Redis server of the test's own: in a temporary folder, on a socket and on a port of 127.0.0.1, without persistence. */
export interface RedisServer {
  /** For `socket.path` of a client. */
  readonly path: string
  readonly port: number
  /** Ends it as a crash does. */
  kill(): Promise<void>
  /** Starts it again, empty, on the same socket and port. */
  restart(): Promise<void>
  /** Stops its process for a while: it accepts connections and does not respond. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

export interface RedisServerOptions {
  /** More settings for `redis-server`, given the temporary folder and the port. */
  settings?: (place: { folder: string; port: number }) => string[]
}

/** Whether `redis-server` is on this machine. Under CI a missing one is an error, not a reason to skip. */
export function hasRedisServer(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0
  if (!found && process.env.CI) throw new Error('redis-server is missing: apt-get install redis-server')
  return found
}

export async function startRedisServer({ settings = () => [] }: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-redis-'))
  const path = join(folder, 'redis.sock')
  const port = await freePort()
  const common = ['--port', String(port), '--bind', '127.0.0.1', '--unixsocket', path, '--dir', folder]
  const words = [...common, '--save', '', '--appendonly', 'no', ...settings({ folder, port })]
  let server = await start(words)

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }

  return {
    path,
    port,
    kill,
    async restart() {
      await kill()
      server = await start(words)
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(words: string[]): Promise<ChildProcess> {
  const server = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] })
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
