import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface UpstashServer {
  readonly url: string
  stop(): Promise<void>
}

export interface BehindUpstash {
  send(words: string[]): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>
}

/**
 * The REST interface that `@upstash/redis` calls, in front of a real Redis: one command, a pipeline of commands, or a subscription as
 * server-sent events.
 */
export async function startUpstashServer({ send, subscribe }: BehindUpstash): Promise<UpstashServer> {
  const server = createServer(async (request, response) => {
    const [, channel] = /^\/subscribe\/(.+)$/.exec(request.url ?? '') ?? []
    if (channel) {
      const name = decodeURIComponent(channel)
      await subscribe(name, (message) => response.write(`data: message,${name},${message}\n\n`))
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: subscribe,${name},1\n\n`)
      return
    }
    const body = JSON.parse(await readBody(request)) as unknown[]
    const isBase64 = request.headers['upstash-encoding'] === 'base64'
    const run = async (words: unknown[]) => {
      try {
        return { result: encoded(await send(words.map(String)), isBase64) }
      } catch (error) {
        return { error: (error as Error).message }
      }
    }
    const isPipeline = request.url === '/pipeline'
    const result = isPipeline ? await Promise.all((body as unknown[][]).map(run)) : await run(body)
    const status = 'error' in result ? 400 : 200
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function encoded(value: unknown, isBase64: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => encoded(item, isBase64))
  return typeof value === 'string' && isBase64 ? Buffer.from(value).toString('base64') : value
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
