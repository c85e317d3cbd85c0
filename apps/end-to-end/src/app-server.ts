import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export type AppName = 'express-search' | 'next-search'

/** An example app in its own process, started as its users start it. */
export interface AppServer {
  readonly url: string
  /** Moves the wall clock of the app's process forward. */
  advanceClock(ms: number): Promise<void>
  stop(): Promise<void>
}

export interface AppServerOptions {
  app: AppName
  /** `COVEO_*`, and other variables that the app reads. */
  env: Record<string, string>
}

const apps = fileURLToPath(new URL('../..', import.meta.url))
const movedClock = new URL('./moved-clock.mjs', import.meta.url).href

/** Starts an example app on a free port of 127.0.0.1 and resolves once it sends responses. */
export async function startAppServer({ app, env }: AppServerOptions): Promise<AppServer> {
  const port = await freePort()
  const { cwd, args } = appCommand(app, port)
  const child = spawn(process.execPath, ['--import', movedClock, ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: '127.0.0.1',
      PORT: String(port),
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output: string[] = []
  child.stdout?.on('data', (chunk) => output.push(String(chunk)))
  child.stderr?.on('data', (chunk) => output.push(String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await untilListening({ url, child, output })

  let clockOffsetMs = 0
  return {
    url,
    async advanceClock(ms) {
      clockOffsetMs += ms
      const moved = once(child, 'message')
      child.send({ clockOffsetMs })
      await moved
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The arguments for `node` that start an app as its own `start` script does. */
export function appCommand(app: AppName, port: number): { cwd: string; args: string[] } {
  const next = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)]
  return { cwd: `${apps}${app}`, args: app === 'express-search' ? ['dist/server/main.js'] : next }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return address.port
}

interface StartingApp {
  url: string
  child: ChildProcess
  output: string[]
}

async function untilListening({ url, child, output }: StartingApp): Promise<void> {
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
