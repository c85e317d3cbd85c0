import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'
import type { Question, Usage } from './endpoint-server.ts'

// A process of its own for each server: says where it listens, then what it has used when asked, and ends with its parent.
const contender = endpointContenders[process.argv[2] as EndpointContenderName]
const server = await contender.start(process.argv[3] ?? '')
const answerMicros: number[] = []

function watch(_req: IncomingMessage, res: ServerResponse): void {
  const startedAt = performance.now()
  res.once('finish', () => answerMicros.push((performance.now() - startedAt) * 1000))
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}${contender.path}`)
})
process.on('message', (question: Question) => {
  if (question === 'watch') server.prependListener('request', watch)
  const { user, system } = process.cpuUsage()
  const usage: Usage = { cpuMicros: user + system, answerMicros }
  process.send?.(usage)
})
process.on('disconnect', () => process.exit())
