import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A server of Node.js in its own process. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Ends the server. Throws what the server printed if it had ended by itself. */
  stop(): Promise<void>
}

export interface ServerProcessOptions {
  /** The folder, and the arguments for `node`, that start the server on 127.0.0.1. It prints its URL once it listens. */
  command: { cwd: string; args: string[] }
  /** Added to `PATH` and `HOME`. */
  env: Record<string, string>
}

/** Starts a server on a free port of 127.0.0.1 and resolves once it sends responses. */
export async function startServerProcess({ command, env }: ServerProcessOptions): Promise<ServerProcess> {
  const { cwd, args } = command
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: '127.0.0.1',
      // The system chooses. A port that the test chose could be another server's by the time that this one listens.
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    function read(chunk: Buffer) {
      output.push(String(chunk))
      // The rest of the port may be in the next chunk.
      const [printed] = /http:\/\/127\.0\.0\.1:\d+(?=\D)/.exec(output.join('')) ?? []
      if (printed !== undefined) resolve(printed)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', () => reject(new Error(`The server ended before it listened:\n${output.join('')}`)))
  })
  await (await fetch(url)).body?.cancel()
  return {
    url,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) {
        const how = child.signalCode ?? `code ${child.exitCode}`
        throw new Error(`The server ended by itself (${how}):\n${output.join('')}`)
      }
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      // A spare connection that a browser opened without a request keeps a server of Node.js open for up to 90 seconds.
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(timer)
    },
  }
}
