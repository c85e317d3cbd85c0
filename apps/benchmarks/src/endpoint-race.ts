import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { answerTimes } from './endpoint-answers.ts'
import { type EndpointContender, type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'
import { endpointLoad, type Load } from './endpoint-load.ts'
import { type EndpointServer, startEndpointServer } from './endpoint-server.ts'

/** What was measured of one server: the same place in two lists is the same turn, or the same start. */
export interface EndpointFigures {
  readonly loads: Load[]
  /** For each start, microseconds for an answer when there is nothing else to do. */
  readonly answerMicros: number[]
}

export type EndpointRace = ReadonlyMap<EndpointContenderName, EndpointFigures>

/** How often all servers are started anew, and how many turns under load each then takes. */
export const starts = 4
export const turns = 8

/** Lets all servers take short turns, there and back, so that what else the machine does hits all alike. */
export async function endpointRace(): Promise<EndpointRace> {
  buildNextApp()
  const names = Object.keys(endpointContenders) as EndpointContenderName[]
  const race = new Map(names.map((name) => [name, { loads: [], answerMicros: [] } as EndpointFigures]))
  for (let start = 0; start < starts; start += 1) {
    const servers = await Promise.all(names.filter((name) => start === 0 || isClose(name)).map(startEndpointServer))
    for (const server of servers) await endpointLoad(server, contenderOf(server).requests)
    for (let turn = 0; turn < turns; turn += 1) {
      for (const server of turn % 2 === 0 ? servers : servers.toReversed()) {
        const load = await endpointLoad(server, Math.ceil(contenderOf(server).requests / turns))
        race.get(server.name)?.loads.push(load)
      }
    }
    const times = await answerTimes(servers.filter(({ name }) => isClose(name)))
    for (const [{ name }, micros] of times) race.get(name)?.answerMicros.push(micros)
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
