import type { AddressInfo } from 'node:net'
import { createCoveoClient, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { coveoTokenEndpoint } from '@coveo-token/express-middleware'
import express from 'express'

/*
 * The app under test, in its own process: `node --expose-gc soak-child.js URL ORGANIZATION KEY [crossed]`. The header `x-user` replaces a session. It
 * keeps fewer tokens than there are users, so that it mints all the time. To any message it replies with its heap in bytes. With `crossed`
 * it confuses the users of every tenth request.
 */
const [baseUrl = '', organizationId = '', apiKey = '', planted] = process.argv.slice(2)

const tokens = createTokenIssuer<string>({
  coveo: createCoveoClient({ organizationId, apiKey, baseUrl, onWarning: () => {} }),
  grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
  maxEntries: 100,
})
let requests = 0

function userOf(req: express.Request): string | null {
  requests++
  return planted === 'crossed' && requests % 10 === 0 ? 'user0@example.com' : (req.get('x-user') ?? null)
}

const app = express().use('/token', coveoTokenEndpoint({ tokens, user: userOf, onError: () => {} }))
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/token`)
})
process.on('message', () => {
  for (let run = 0; run < 3; run++) globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.on('disconnect', () => process.exit())
