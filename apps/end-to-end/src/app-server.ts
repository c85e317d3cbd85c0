import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Emulator } from '@coveo-token/emulator'
import { type ServerProcess, startServerProcess } from './server-process.ts'

export type AppName = 'express-search' | 'next-search'

/** An example app in its own process, started as its users start it. */
export interface AppServer extends Pick<ServerProcess, 'url' | 'stop'> {
  /** Moves the wall clock of the app's process forward. */
  advanceClock(ms: number): Promise<void>
}

export interface AppServerOptions {
  app: AppName
  /** The emulator that the app uses. */
  coveo: Emulator
  /** The kind of token that the app's endpoint returns. Default: `search`. */
  kind?: 'search' | 'platform'
  /** More variables of the app's environment. */
  env?: Readonly<Record<string, string>>
}

const apps = fileURLToPath(new URL('../..', import.meta.url))
const movedClock = new URL('./moved-clock.mjs', import.meta.url).href

/** Starts an example app on a free port of 127.0.0.1 and resolves once it sends responses. */
export async function startAppServer({ app, coveo, kind = 'search', env }: AppServerOptions): Promise<AppServer> {
  const { cwd, args } = appCommand(app)
  const { url, child, stop } = await startServerProcess({
    command: { cwd, args: ['--import', movedClock, ...args] },
    env: {
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      COVEO_ENDPOINT: coveo.url,
      COVEO_ORGANIZATION_ID: coveo.organizationId,
      COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
      COVEO_EMULATOR_CONTROL: coveo.url,
      COVEO_TOKEN_KIND: kind,
      ...env,
    },
  })
  let clockOffsetMs = 0
  return {
    url,
    stop,
    async advanceClock(ms) {
      clockOffsetMs += ms
      const moved = once(child, 'message')
      child.send({ clockOffsetMs })
      await moved
    },
  }
}

/** The arguments for `node` that start an app as its `start` script does, on the port of `PORT`. */
export function appCommand(app: AppName): { cwd: string; args: string[] } {
  const next = ['node_modules/next/dist/bin/next', 'start', '--keepAliveTimeout', '60000', '-H', '127.0.0.1']
  return { cwd: `${apps}${app}`, args: app === 'express-search' ? ['dist/server/main.js'] : next }
}
