import { emailIdentity, searchGrant } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { sendRaw } from '../test/raw-request.ts'
import { startTestServer } from '../test/test-server.ts'
import { createCoveo } from './create-coveo.ts'

describe.each(expressVersions)('`allowedHosts` of createCoveo in %s', (_, express) => {
  function serve(trustProxy: boolean) {
    const coveo = createCoveo({
      coveo: createFakeCoveo(),
      user: () => 'asmith@example.com',
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
      allowedHosts: ['127.0.0.1', 'app.example'],
      onError: () => {},
    })
    return startTestServer(express().set('trust proxy', trustProxy).use('/token', coveo.handler))
  }

  it.each([
    ['its own host', 'Host: 127.0.0.1', 200],
    ['its own host with a port', 'Host: 127.0.0.1:4401', 200],
    ['a rebound host', 'Host: evil.example\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: same-origin', 403],
    ['a rebound host that forwards an allowed one', 'Host: evil.example\r\nX-Forwarded-Host: app.example', 403],
    ['a host with a user', 'Host: 127.0.0.1@evil.example', 403],
  ])('responds to %s', async (_name, lines, status) => {
    for (const trustProxy of [false, true]) {
      await using server = await serve(trustProxy)
      const { port } = server
      const response = await sendRaw({ port, text: `GET /token HTTP/1.1\r\n${lines}\r\n\r\n` })
      expect([trustProxy, response.status, response.body.includes('"token"')]).toEqual([
        trustProxy,
        status,
        status === 200,
      ])
    }
  })

  it('responds to a trusted proxy that forwards an allowed host, and to no other', async () => {
    await using server = await serve(true)
    const { port } = server
    const send = (host: string) =>
      sendRaw({ port, text: `GET /token HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Host: ${host}\r\n\r\n` })
    expect((await send('app.example')).status).toBe(200)
    expect((await send('evil.example')).status).toBe(403)
  })
})
