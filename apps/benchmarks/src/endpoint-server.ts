import { type EndpointContender, type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'
import { startChild } from './start-child.ts'

/** A message to a server's process, which replies with `Usage`. */
export type Command = 'watch' | 'report'

export interface Usage {
  /** Processor time since the start of the process, in microseconds. */
  cpuMicros: number
  /** From each request to the end of its response, since the command `watch`, in microseconds. */
  responseMicros: number[]
}

/** A contender in its own process. */
export interface EndpointServer {
  readonly name: EndpointContenderName
  readonly url: string
  send(command: Command): Promise<Usage>
  stop(): void
}

/** Starts a contender, and its own stub of Coveo if it needs one. */
export async function startEndpointServer(name: EndpointContenderName): Promise<EndpointServer> {
  const { upstreamMs }: EndpointContender = endpointContenders[name]
  const coveo = upstreamMs === undefined ? undefined : await startChild('coveo-stub.js', [String(upstreamMs)])
  const coveoUrl = coveo === undefined ? '' : String(coveo.message)
  const server = await startChild('endpoint-child.js', [name, coveoUrl])
  return {
    name,
    url: String(server.message),
    send: (command) => server.request<Usage>(command),
    stop() {
      server.stop()
      coveo?.stop()
    },
  }
}
