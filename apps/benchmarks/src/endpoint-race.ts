import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type EndpointContender, type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'
import { endpointLoad, type Load } from './endpoint-load.ts'
import { responseTimes } from './endpoint-response-times.ts'
import { type EndpointServer, startEndpointServer } from './endpoint-server.ts'

/** The figures of one server. The same index in two lists is the same turn, or the same start. */
export interface EndpointFigures {
  readonly loads: Load[]
  /** For each start, the response time when idle, in microseconds. */
  readonly responseMicros: number[]
}

export type EndpointRace = ReadonlyMap<EndpointContenderName, EndpointFigures>

/** Number of times that all servers are started, and of turns under load for each start. */
export const starts = 4
export const turns = 8

/** Measures all servers in short turns, in alternating order, so that other load affects all of them equally. */
export async function endpointRace(): Promise<EndpointRace> {
  buildNextApp()
  const names = Object.keys(endpointContenders) as EndpointContenderName[]
  const race = new Map(names.map((name) => [name, { loads: [], responseMicros: [] } as EndpointFigures]))
  for (let start = 0; start < starts; start += 1) {
    const servers = await Promise.all(names.filter((name) => start === 0 || isClose(name)).map(startEndpointServer))
    for (const server of servers) await endpointLoad(server, contenderOf(server).requests)
    for (let turn = 0; turn < turns; turn += 1) {
      for (const server of turn % 2 === 0 ? servers : servers.toReversed()) {
        const load = await endpointLoad(server, Math.ceil(contenderOf(server).requests / turns))
        race.get(server.name)?.loads.push(load)
      }
    }
    const times = await responseTimes(servers.filter(({ name }) => isClose(name)))
    for (const [{ name }, micros] of times) race.get(name)?.responseMicros.push(micros)
    for (const server of servers) server.stop()
  }
  return race
}

function contenderOf({ name }: EndpointServer): EndpointContender {
  return endpointContenders[name]
}

function isClose(name: EndpointContenderName): boolean {
  const { isFarOff = false }: EndpointContender = endpointContenders[name]
  return !isFarOff
}

function buildNextApp(): void {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  execFileSync(process.execPath, [next, 'build'], { cwd: fileURLToPath(new URL('../next-app', import.meta.url)), env })
}
