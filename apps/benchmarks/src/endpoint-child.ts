import type { AddressInfo } from 'node:net'
import { type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'

// A process of its own for each server: says where it listens, then what it has used when asked, and ends with its parent.
const contender = endpointContenders[process.argv[2] as EndpointContenderName]
const server = await contender.start(process.argv[3] ?? '')
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}${contender.path}`)
})
process.on('message', () => process.send?.(process.cpuUsage()))
process.on('disconnect', () => process.exit())
