import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A server of Node.js in its own process. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  stop(): Promise<void>
}

export interface ServerProcessOptions {
  /** The folder, and the arguments for `node`, that start the server on a port of 127.0.0.1. */
  command: (port: number) => { cwd: string; args: string[] }
  /** Added to `PATH` and `HOME`. `PORT` is the port. */
  env: Record<string, string>
}

/** Starts a server on a free port of 127.0.0.1 and resolves once it sends responses. */
export async function startServerProcess({ command, env }: ServerProcessOptions): Promise<ServerProcess> {
  const port = await freePort()
  const { cwd, args } = command(port)
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output: string[] = []
  child.stdout?.on('data', (chunk) => output.push(String(chunk)))
  child.stderr?.on('data', (chunk) => output.push(String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await untilListening({ url, child, output })
  return {
    url,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      // A spare connection that a browser opened without a request keeps a server of Node.js open for up to 90 seconds.
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Below the ports that a system assigns by itself: no other process gets the port before the server listens. */
const ports = { first: 20_000, count: 10_000 }

async function freePort(): Promise<number> {
  for (;;) {
    const port = ports.first + randomInt(ports.count)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

interface StartingServer {
  url: string
  child: ChildProcess
  output: string[]
}

async function untilListening({ url, child, output }: StartingServer): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The app exited before its first response:\n${output.join('')}`)
    try {
      await (await fetch(url)).body?.cancel()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
