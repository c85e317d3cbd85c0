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

/** The turns of each server, in the order in which they were taken: the same place in two lists is the same turn. */
export type EndpointLoads = ReadonlyMap<EndpointContenderName, readonly Load[]>

export const connections = 16
/** How often all servers are started anew, and how many turns each then takes. */
export const usualStarts = 8
export const turns = 8

/** What each server does under load. They take short turns, there and back, so that what else the machine does hits all alike. */
export async function endpointLoads(): Promise<EndpointLoads> {
  buildNextApp()
  const names = Object.keys(endpointContenders) as EndpointContenderName[]
  const loads = new Map(names.map((name): [EndpointContenderName, Load[]] => [name, []]))
  for (let start = 0; start < usualStarts; start += 1) {
    const running = await Promise.all(names.filter((name) => start < startsOf(name)).map(startContender))
    for (const { url, requests } of running) await load(url, requests)
    for (let turn = 0; turn < turns; turn += 1) {
      for (const server of turn % 2 === 0 ? running : running.toReversed()) {
        loads.get(server.name)?.push(await measure(server))
      }
    }
    for (const { processes } of running) for (const child of processes) child.disconnect()
  }
  return loads
}

function startsOf(name: EndpointContenderName): number {
  const { starts = usualStarts }: EndpointContender = endpointContenders[name]
  return starts
}

interface RunningServer {
  name: EndpointContenderName
  url: string
  requests: number
  /** The server's own, and that of its Coveo if it has one. */
  processes: readonly [ChildProcess, ...ChildProcess[]]
}

async function startContender(name: EndpointContenderName): Promise<RunningServer> {
  const { requests, upstreamMs }: EndpointContender = endpointContenders[name]
  const coveo = upstreamMs === undefined ? undefined : await start('coveo-stub.js', [String(upstreamMs)])
  const { url, child } = await start('endpoint-child.js', [name, coveo?.url ?? ''])
  return { name, url, requests, processes: coveo ? [child, coveo.child] : [child] }
}

async function measure({ url, requests, processes: [child] }: RunningServer): Promise<Load> {
  const before = await cpuMicrosOf(child)
  const { perSecond, latencies } = await load(url, Math.ceil(requests / turns))
  const cpuMicros = ((await cpuMicrosOf(child)) - before) / latencies.length
  return { perSecond, cpuMicros, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
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
