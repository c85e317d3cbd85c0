import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { parseReply, type Reply } from './parse-reply.ts'

export interface RedisConnection {
  /** Sends one command. Rejects if the server responds with an error. */
  readonly send: (...command: readonly string[]) => Promise<Reply>
  readonly close: () => void
}

const timeoutMs = 5_000

/** Connects to a `redis:` or `rediss:` URL, with its user, password and database. Calls are sent one after the other. */
export async function openRedis(url: URL): Promise<RedisConnection> {
  const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 6_379) }
  const socket = url.protocol === 'rediss:' ? connectTls({ ...target, ...serverName(target.host) }) : connectTcp(target)
  let received = Buffer.alloc(0)
  let wake = () => {}
  let failure: Error | undefined
  const fail = (error: Error) => {
    failure ??= error
    wake()
  }
  socket.setTimeout(timeoutMs, () => fail(new Error(`Redis did not respond within ${timeoutMs} ms.`)))
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('Redis closed the connection.')))
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    wake()
  })

  async function send(...command: readonly string[]): Promise<Reply> {
    const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
    socket.write(`*${command.length}\r\n${words.join('')}`)
    for (;;) {
      const parsed = parseReply(received)
      if (parsed !== undefined) {
        received = received.subarray(parsed.end)
        if (parsed.reply instanceof Error) throw parsed.reply
        return parsed.reply
      }
      if (failure !== undefined) throw failure
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  const close = () => void socket.destroy()
  try {
    const [user = '', password = ''] = [url.username, url.password].map(decode)
    if (password !== '') await send('AUTH', ...(user === '' ? [] : [user]), password)
    const database = url.pathname.slice(1)
    if (database !== '') await send('SELECT', database)
    return { send, close }
  } catch (error) {
    close()
    throw error
  }
}

/** TLS names no address as its server. @see https://datatracker.ietf.org/doc/html/rfc6066#section-3 */
function serverName(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {}
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error('The user or the password in REDIS_URL is not percent-encoded.')
  }
}
