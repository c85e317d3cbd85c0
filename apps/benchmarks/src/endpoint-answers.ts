import { Agent, get, type IncomingMessage } from 'node:http'
import type { EndpointServer } from './endpoint-server.ts'
import { median } from './quantile.ts'

/** How many requests each server is asked. */
export const answersEach = 1500

/**
 * How long each server takes for an answer when it has nothing else to do, in microseconds: medians, by its own clock. They are asked
 * in turn, one request each, so that whatever else the machine does hits all of them alike.
 */
export async function answerTimes(servers: readonly EndpointServer[]): Promise<Map<EndpointServer, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (const server of servers) await server.ask('watch')
  for (let request = 0; request < answersEach; request += 1) {
    for (const { url } of request % 2 === 0 ? servers : servers.toReversed()) await answer(url, agent)
  }
  agent.destroy()
  const times = new Map<EndpointServer, number>()
  for (const server of servers) times.set(server, median((await server.ask('report')).answerMicros))
  return times
}

function answer(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answers ${response.statusCode}.`))
      response.resume().on('end', resolve)
    }).on('error', reject)
  })
}
