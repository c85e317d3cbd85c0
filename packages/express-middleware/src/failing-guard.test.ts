import express from 'express'
import { expect, it } from 'vitest'
import { startTestServer } from '../test/test-server.ts'
import { requirePrivileges } from './require-privileges.ts'

it.each([null, undefined, 'route', 'router'])(
  'requirePrivileges responds 500 when the lookup throws %s',
  async (thrown) => {
    const coveo = { getTokenPrivileges: () => Promise.reject(thrown) }
    const guard = requirePrivileges({ coveo, privileges: ['SEARCH_API:EXECUTE_QUERY'] })
    const app = express().set('env', 'test')
    await using server = await startTestServer(app.get('/', guard, (_req, res) => void res.send('let in')))
    const response = await fetch(server.url, { headers: { Authorization: 'Bearer abc' } })
    expect(response.status).toBe(500)
  },
)
