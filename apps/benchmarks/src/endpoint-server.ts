import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type EndpointContender, type EndpointContenderName, endpointContenders } from './endpoint-contenders.ts'

/** What can be asked of a server's process; it answers with `Usage`. */
export type Question = 'watch' | 'report'

export interface Usage {
  /** Processor time since it began, in microseconds. */
  cpuMicros: number
  /** From each request to the end of its answer, since it was told to watch, in microseconds. */
  answerMicros: number[]
}

/** A contender in a process of its own. */
export interface EndpointServer {
  readonly name: EndpointContenderName
  readonly url: string
  ask(question: Question): Promise<Usage>
  stop(): void
}

/** Starts a contender, and a Coveo of its own if it needs one. */
export async function startEndpointServer(name: EndpointContenderName): Promise<EndpointServer> {
  const { upstreamMs }: EndpointContender = endpointContenders[name]
  const coveo = upstreamMs === undefined ? undefined : await startChild('coveo-stub.js', [String(upstreamMs)])
  const { url, child } = await startChild('endpoint-child.js', [name, coveo?.url ?? ''])
  return {
    name,
    url,
    async ask(question) {
      child.send(question)
      const [usage] = await once(child, 'message')
      return usage
    },
    stop() {
      child.disconnect()
      coveo?.child.disconnect()
    },
  }
}

async function startChild(file: string, words: string[]): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, NODE_ENV: 'production' } as const
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), words, {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}.`)))
  const [url] = (await Promise.race([once(child, 'message'), failed])) as [string]
  failed.catch(() => {})
  return { child, url }
}
