import { Agent, get, type IncomingMessage } from 'node:http'
import type { EndpointServer } from './endpoint-server.ts'
import { median } from './quantile.ts'

/** Number of requests to each server. */
export const requestsEach = 1500

/**
 * Measures each idle server's median response time, in microseconds by its own clock. Requests alternate between the servers, so
 * that other load on the machine affects all of them equally.
 */
export async function responseTimes(servers: readonly EndpointServer[]): Promise<Map<EndpointServer, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (const server of servers) await server.send('watch')
  for (let round = 0; round < requestsEach; round += 1) {
    for (const { url } of round % 2 === 0 ? servers : servers.toReversed()) await request(url, agent)
  }
  agent.destroy()
  const times = new Map<EndpointServer, number>()
  for (const server of servers) times.set(server, median((await server.send('report')).responseMicros))
  return times
}

function request(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`${url} returned ${response.statusCode}.`))
      response.resume().on('end', resolve)
    }).on('error', reject)
  })
}
