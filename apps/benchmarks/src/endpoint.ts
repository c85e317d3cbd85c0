import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'

interface Measured {
  perSecond: number
  /** Processor time of the server for one request: unlike the others, hardly touched by what else the machine does. */
  cpuMicros: number
  p50: number
  p99: number
}

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

/** One server under 16 connections, after as many requests again to warm up. */
async function measure(name: EndpointContenderName): Promise<Measured> {
  const child = fork(fileURLToPath(new URL('endpoint-child.js', import.meta.url)), [name], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [url] = (await once(child, 'message')) as [string]
  const amount = endpointContenders[name].requests
  await autocannon({ url, connections: 16, amount })
  const before = await cpuMicrosOf(child)
  const { requests, latency, non2xx, errors } = await autocannon({ url, connections: 16, amount })
  const cpuMicros = Math.round(((await cpuMicrosOf(child)) - before) / requests.total)
  child.disconnect()
  if (non2xx > 0 || errors > 0) throw new Error(`${name}: ${non2xx} bad answers, ${errors} errors.`)
  return { perSecond: Math.round(requests.average), cpuMicros, p50: latency.p50, p99: latency.p99 }
}

async function cpuMicrosOf(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
  return user + system
}

/** The median of several rounds, taken in turn so that a busy moment of the machine hurts nobody alone. */
async function measureAll(): Promise<Map<EndpointContenderName, Measured>> {
  const names = Object.keys(endpointContenders) as EndpointContenderName[]
  const all = new Map<EndpointContenderName, Measured[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) all.get(name)?.push(await measure(name))
  }
  return new Map(names.map((name) => [name, medianOf(all.get(name) ?? [])]))
}

function medianOf(measured: Measured[]): Measured {
  const sorted = measured.toSorted((one, other) => one.cpuMicros - other.cpuMicros)
  return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: 0, cpuMicros: 0, p50: 0, p99: 0 }
}

const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
execFileSync(process.execPath, [next, 'build'], { cwd: fileURLToPath(new URL('../next-app', import.meta.url)), env })

const measured = await measureAll()
const ratio = (of: EndpointContenderName, to: EndpointContenderName) =>
  ((measured.get(to)?.cpuMicros ?? 0) / (measured.get(of)?.cpuMicros ?? 1)).toFixed(2)

console.log('\nThe token endpoint over HTTP, one process, 16 connections\n')
console.table(Object.fromEntries(measured))
console.log('\nRatios, by processor time for one request')
console.log(
  `\nExpress: ${ratio('Express, coveoTokenEndpoint', 'Express, res.json of a constant')} × res.json of a constant (at least 1 wanted)`,
)
console.log(`Express: ${ratio('Express, coveoTokenEndpoint', 'node:http, a constant')} × node:http`)
console.log(
  `Next: ${ratio('Next, createTokenRoute', 'Next, a route with a constant')} × a route with a constant (at least 0.95 wanted)`,
)
