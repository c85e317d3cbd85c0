import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tokenLength } from './sample-token.ts'

/*
 * A stub of Coveo in its own process: `node coveo-stub.js MILLISECONDS` returns a token for every request, after that time. Its claims name
 * the user. To any message it replies with the number of tokens.
 */
const delayMs = Number(process.argv[2])
let minted = 0

function token(user: unknown): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = JSON.stringify({ organization: 'benchmark', user, iat, exp: iat + 3600, jti: ++minted })
  return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(claims).toString('base64url')}.`.padEnd(tokenLength, 'signature')
}

const server = createServer(async (req, res) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of req) chunks.push(chunk as Uint8Array)
  const body = Buffer.concat(chunks).toString()
  const { userIds } = (body === '' ? {} : JSON.parse(body)) as { userIds?: { name: string }[] }
  const respond = () =>
    res.setHeader('Content-Type', 'application/json').end(JSON.stringify({ token: token(userIds?.[0]?.name) }))
  if (delayMs > 0) setTimeout(respond, delayMs)
  else respond()
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('message', () => process.send?.(minted))
process.on('disconnect', () => process.exit())
