import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { InstanceMessage, InstanceOptions, InstanceRequest, IssuedMessage } from './instance-messages.ts'

export const fleetSecret = 'a secret that is long enough for a fleet'
export const fleetKey = 'xx-the-first-api-key'

export interface Instance {
  readonly issue: (user: string) => Promise<IssuedMessage>
  readonly invalidate: (user: string) => Promise<void>
  readonly report: (user: string, fingerprint: string) => Promise<void>
  readonly signal: (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void
  /** Ends it as a deployment does. */
  readonly close: () => Promise<void>
}

/** Numbers of requests, and of their faults. */
export interface Counts {
  requests: number
  errors: number
  mints: number
  wrongTokens: number
  endedTokens: number
  /** Errors of the store, by code. */
  storeErrors: Map<string, number>
}

export interface ProcessFleet {
  readonly start: (options?: Partial<InstanceOptions>) => Promise<Instance>
  readonly counts: Counts
  /** Mints of a user that have started, whether or not Coveo responded. */
  readonly mintsOf: (user: string) => number
  /** Coveo does not respond for this user until the returned function is called. */
  readonly hold: (user: string) => () => void
  /** Coveo refuses all other API keys with 401 from now on. Default: `fleetKey`. */
  readonly acceptKeys: (...apiKeys: string[]) => void
  readonly stop: () => Promise<void>
}

const lifetimeMs = 3_600_000

type MintMessage = Extract<InstanceMessage, { mint: number }>

function createToken(number: number): string {
  const iat = Math.floor(Date.now() / 1_000)
  const parts = [{ alg: 'HS256' }, { iat, exp: iat + lifetimeMs / 1_000, jti: number }]
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'signature'].join('.')
}

/** Starts instances as processes of their own. The test is Coveo: it counts every mint, and knows every token. */
export async function createProcessFleet(place: Pick<InstanceOptions, 'path' | 'clusterPorts'>): Promise<ProcessFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-fleet-'))
  const program = join(folder, 'instance.cjs')
  await build({
    entryPoints: [new URL('./instance.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@coveo-token/source'],
    logLevel: 'error',
  })
  const counts: Counts = { requests: 0, errors: 0, mints: 0, wrongTokens: 0, endedTokens: 0, storeErrors: new Map() }
  const tokens = new Map<string, { user: string; endsAt: number }>()
  const mints = new Map<string, number>()
  const held = new Map<string, (() => void)[]>()
  const processes = new Set<ChildProcess>()
  let accepted = [fleetKey]

  function check(user: string, { token }: IssuedMessage): void {
    const known = tokens.get(token)
    if (known?.user !== user) counts.wrongTokens++
    else if (known.endsAt <= Date.now()) counts.endedTokens++
  }

  function mint(child: ChildProcess, { mint: call, user, apiKey }: MintMessage): void {
    // A killed instance still counts as connected for a moment. Its reply is lost; without a callback, that ends the run.
    const reply = (response: { status: number; token?: string }) => child.send({ call, ...response }, () => {})
    if (!accepted.includes(apiKey)) {
      reply({ status: 401 })
      return
    }
    counts.mints++
    mints.set(user, (mints.get(user) ?? 0) + 1)
    const respond = () => {
      const token = createToken(tokens.size)
      tokens.set(token, { user, endsAt: Date.now() + lifetimeMs })
      reply({ status: 200, token })
    }
    const waiting = held.get(user)
    if (waiting) waiting.push(respond)
    else respond()
  }

  async function start(options: Partial<InstanceOptions> = {}): Promise<Instance> {
    const all = {
      ...place,
      secrets: [fleetSecret],
      apiKeys: [fleetKey],
      mintTimeoutMs: 5_000,
      timeoutMs: 1_500,
      clockOffsetMs: 0,
      ...options,
    }
    const child = fork(program, [JSON.stringify(all)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const requests = new Map<number, (message: { result?: IssuedMessage; code?: string }) => void>()
    processes.add(child)
    let isReady = () => {}
    const ready = new Promise<void>((resolve) => {
      isReady = resolve
    })
    child.on('message', (message: InstanceMessage) => {
      if ('ready' in message) isReady()
      else if ('mint' in message) mint(child, message)
      else if ('storeError' in message) {
        counts.storeErrors.set(message.storeError, (counts.storeErrors.get(message.storeError) ?? 0) + 1)
      } else requests.get(message.id)?.(message)
    })
    await ready
    let ids = 0

    async function request(type: InstanceRequest['type'], user: string, fingerprint?: string) {
      const id = ++ids
      const responded = new Promise<{ result?: IssuedMessage; code?: string }>((resolve) => requests.set(id, resolve))
      child.send({ id, type, user, fingerprint })
      const { result, code } = await responded
      if (code !== undefined) throw new Error(code)
      return result
    }

    return {
      async issue(user) {
        counts.requests++
        try {
          const issued = (await request('issue', user)) as IssuedMessage
          check(user, issued)
          return issued
        } catch (error) {
          counts.errors++
          throw error
        }
      },
      async invalidate(user) {
        await request('invalidate', user)
      },
      async report(user, fingerprint) {
        await request('report', user, fingerprint)
      },
      signal: (name) => void child.kill(name),
      async close() {
        const ended = once(child, 'exit')
        child.send({ close: true })
        await ended
      },
    }
  }

  return {
    start,
    counts,
    mintsOf: (user) => mints.get(user) ?? 0,
    acceptKeys(...apiKeys) {
      accepted = apiKeys
    },
    hold(user) {
      held.set(user, [])
      return () => {
        const waiting = held.get(user) ?? []
        held.delete(user)
        for (const respond of waiting) respond()
      }
    },
    async stop() {
      for (const child of processes) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
