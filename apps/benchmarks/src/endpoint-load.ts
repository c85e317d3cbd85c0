import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { type EndpointContender, type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'
import { quantile } from './quantile.ts'

export interface Load {
  perSecond: number
  /** Processor time of the server for one request: unlike the others, hardly touched by what else the machine does. */
  cpuMicros: number
  /** Milliseconds from a request to the end of its answer. */
  p50: number
  p99: number
}

/** The rounds of each server, in the order in which they were run: the same place in two lists is the same round. */
export type EndpointLoads = ReadonlyMap<EndpointContenderName, readonly Load[]>

export const connections = 16
export const usualRounds = 9

/** What each server does under load: all in turn, round after round, there and back, so that none always follows the same one. */
export async function endpointLoads(): Promise<EndpointLoads> {
  buildNextApp()
  const names = Object.keys(endpointContenders) as EndpointContenderName[]
  const loads = new Map(names.map((name): [EndpointContenderName, Load[]] => [name, []]))
  for (let round = 0; round < usualRounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { rounds = usualRounds }: EndpointContender = endpointContenders[name]
      if (round < rounds) loads.get(name)?.push(await measure(name))
    }
  }
  return loads
}

/** One server in a process of its own, after some requests to warm up. */
async function measure(name: EndpointContenderName): Promise<Load> {
  const { requests, upstreamMs }: EndpointContender = endpointContenders[name]
  const coveo = upstreamMs === undefined ? undefined : await start('coveo-stub.js', [String(upstreamMs)])
  const server = await start('endpoint-child.js', [name, coveo?.url ?? ''])
  try {
    await load(server.url, requests)
    const before = await cpuMicrosOf(server.child)
    const { perSecond, latencies } = await load(server.url, requests)
    const cpuMicros = Math.round(((await cpuMicrosOf(server.child)) - before) / latencies.length)
    return { perSecond, cpuMicros, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
  } finally {
    server.child.disconnect()
    coveo?.child.disconnect()
  }
}

async function load(url: string, amount: number): Promise<{ perSecond: number; latencies: Float64Array }> {
  const latencies = new Float64Array(amount)
  const startedAt = performance.now()
  let lastAt = startedAt
  let count = 0
  const run = autocannon({ url, connections, amount }, () => {})
  // Its own books know whole milliseconds, and whole seconds, only.
  run.on('response', (_client, _status, _bytes, ms) => {
    latencies[count] = ms
    count += 1
    lastAt = performance.now()
  })
  const [{ non2xx, errors }] = (await once(run, 'done')) as [autocannon.Result]
  if (non2xx > 0 || errors > 0 || count !== amount) throw new Error(`${url}: ${non2xx} bad answers, ${errors} errors.`)
  return { perSecond: (amount * 1000) / (lastAt - startedAt), latencies }
}

async function start(file: string, words: string[]): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, NODE_ENV: 'production' } as const
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), words, {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}.`)))
  const [url] = (await Promise.race([once(child, 'message'), failed])) as [string]
  failed.catch(() => {})
  return { child, url }
}

async function cpuMicrosOf(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
  return user + system
}

function buildNextApp(): void {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  execFileSync(process.execPath, [next, 'build'], { cwd: fileURLToPath(new URL('../next-app', import.meta.url)), env })
}
