import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tokenLength } from './sample-token.ts'

// A Coveo in a process of its own: `node coveo-stub.js MILLISECONDS` answers every call with a token, after that time.
const delayMs = Number(process.argv[2])

function token(): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = JSON.stringify({ organization: 'benchmark', iat, exp: iat + 3600 })
  return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(claims).toString('base64url')}.`.padEnd(tokenLength, 'signature')
}

const server = createServer((req, res) => {
  const answer = () => res.setHeader('Content-Type', 'application/json').end(JSON.stringify({ token: token() }))
  req.resume().on('end', () => (delayMs > 0 ? setTimeout(answer, delayMs) : answer()))
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('disconnect', () => process.exit())
