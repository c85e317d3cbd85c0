import { once } from 'node:events'
import autocannon from 'autocannon'
import type { EndpointServer } from './endpoint-server.ts'
import { quantile } from './quantile.ts'

export interface Load {
  perSecond: number
  /** Processor time of the server for one request. Unlike the other figures, it hardly depends on other load. */
  cpuMicros: number
  /** Milliseconds from a request to the end of its response. */
  p50: number
  p99: number
}

export const connections = 16

/** Measures a server under load, in one turn of `amount` requests. */
export async function endpointLoad(server: EndpointServer, amount: number): Promise<Load> {
  const before = await server.send('report')
  const { perSecond, latencies } = await load(server.url, amount)
  const after = await server.send('report')
  const cpuMicros = (after.cpuMicros - before.cpuMicros) / amount
  return { perSecond, cpuMicros, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

async function load(url: string, amount: number): Promise<{ perSecond: number; latencies: Float64Array }> {
  const latencies = new Float64Array(amount)
  const startedAt = performance.now()
  let lastAt = startedAt
  let count = 0
  const run = autocannon({ url, connections, amount }, () => {})
  // autocannon itself records whole milliseconds and whole seconds only.
  run.on('response', (_client, _status, _bytes, ms) => {
    latencies[count] = ms
    count += 1
    lastAt = performance.now()
  })
  const [{ non2xx, errors }] = (await once(run, 'done')) as [autocannon.Result]
  if (non2xx > 0 || errors > 0 || count !== amount)
    throw new Error(`${url}: ${non2xx} bad responses, ${errors} errors.`)
  return { perSecond: (amount * 1000) / (lastAt - startedAt), latencies }
}
