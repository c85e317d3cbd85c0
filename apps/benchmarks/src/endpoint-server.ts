import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type EndpointContender, type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'

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
  const { url, child } = await startChild('endpoint-child.js', [name, coveo?.url ?? ''])
  return {
    name,
    url,
    async send(command) {
      child.send(command)
      const [usage] = await once(child, 'message')
      return usage
    },
    stop() {
      child.disconnect()
      coveo?.child.disconnect()
    },
  }
}

async function startChild(file: string, args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, NODE_ENV: 'production' } as const
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}.`)))
  const [url] = (await Promise.race([once(child, 'message'), failed])) as [string]
  failed.catch(() => {})
  return { child, url }
}
