import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'
import type { Command, Usage } from './endpoint-server.ts'

// Each server's own process: sends its URL, then its usage for every command, and exits with its parent.
const contender = endpointContenders[process.argv[2] as EndpointContenderName]
const server = await contender.start(process.argv[3] ?? '')
const responseMicros: number[] = []

function watch(_req: IncomingMessage, res: ServerResponse): void {
  const startedAt = performance.now()
  res.once('finish', () => responseMicros.push((performance.now() - startedAt) * 1000))
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}${contender.path}`)
})
process.on('message', (command: Command) => {
  if (command === 'watch') server.prependListener('request', watch)
  const { user, system } = process.cpuUsage()
  const usage: Usage = { cpuMicros: user + system, responseMicros }
  process.send?.(usage)
})
process.on('disconnect', () => process.exit())
