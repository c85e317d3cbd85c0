import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tokenLength } from './sample-token.ts'

// A stub of Coveo in its own process: `node coveo-stub.js MILLISECONDS` returns a token for every request, after that time.
const delayMs = Number(process.argv[2])

function token(): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = JSON.stringify({ organization: 'benchmark', iat, exp: iat + 3600 })
  return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(claims).toString('base64url')}.`.padEnd(tokenLength, 'signature')
}

const server = createServer((req, res) => {
  const respond = () => res.setHeader('Content-Type', 'application/json').end(JSON.stringify({ token: token() }))
  req.resume().on('end', () => (delayMs > 0 ? setTimeout(respond, delayMs) : respond()))
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('disconnect', () => process.exit())
