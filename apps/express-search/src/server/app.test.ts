import { get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { startApp, visitor } from './app-under-test.test.support.ts'

describe('a request for a host that is not in `ALLOWED_HOSTS`', () => {
  /** `fetch` does not let a test set `Host`. */
  function statusFor(url: string, host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).once('error', reject)
    })
  }

  it.each(['/', '/assets/page-1a2b.js', '/api/session', '/api/config'])('gets nothing from %s', async (path) => {
    const { url } = await startApp()
    for (const host of ['evil.example', 'evil.example:4401', '127.0.0.1.evil.example', 'localhost.evil.example']) {
      expect(await statusFor(url + path, host)).toBe(403)
    }
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:4401']) expect(await statusFor(url + path, host)).toBe(200)
  })

  it('gets no token, which a signed-out request of an allowed host does not get either', async () => {
    const { url, coveo } = await startApp({ allowedHosts: ['app.example'] })
    expect(await statusFor(`${url}/api/coveo-token`, 'evil.example')).toBe(403)
    expect(await statusFor(`${url}/api/coveo-token`, '127.0.0.1')).toBe(403)
    expect(await statusFor(`${url}/api/coveo-token`, 'app.example:8443')).toBe(401)
    expect(coveo.mints).toHaveLength(0)
  })
})

describe('the token endpoint', () => {
  it('responds 401 without a session, and mints nothing', async () => {
    const { coveo, url } = await startApp()
    const response = await visitor(url).send('/api/coveo-token')
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'not-authenticated' })
    expect(coveo.mints).toHaveLength(0)
  })

  it('returns a different token for each user', async () => {
    const { coveo, url } = await startApp()
    const [alice, bob] = [visitor(url), visitor(url)]
    await alice.signIn('asmith@example.com')
    await bob.signIn('bjones@example.com')
    const tokens = await Promise.all(
      [alice, bob, alice].map(async ({ send }) => (await send('/api/coveo-token')).json()),
    )
    expect(tokens[0].token).toBe(tokens[2].token)
    expect(tokens[0].token).not.toBe(tokens[1].token)
    expect(coveo.mints.map(({ grant }) => grant.userIds?.[0]?.name).sort()).toEqual([
      'asmith@example.com',
      'bjones@example.com',
    ])
  })
})

describe('the rest of the API', () => {
  it('returns the search configuration to the page, without secrets', async () => {
    const { url } = await startApp({ emulatorControl: 'http://127.0.0.1:4400' })
    const response = await visitor(url).send('/api/config')
    expect(await response.json()).toEqual({
      organizationId: 'fake',
      kind: 'search',
      searchBaseUrl: 'http://127.0.0.1:4400/rest/search/v2',
      environment: 'prod',
      renderDeadlineMs: 1500,
      emulatorUrl: 'http://127.0.0.1:4400',
    })
  })

  it('revokes no token without an emulator, or without a session', async () => {
    const real = await startApp()
    expect((await visitor(real.url).send('/api/demo/revoke', { method: 'POST' })).status).toBe(404)
    const emulated = await startApp({ emulatorControl: 'http://127.0.0.1:9' })
    expect((await visitor(emulated.url).send('/api/demo/revoke', { method: 'POST' })).status).toBe(401)
  })

  it('responds to unknown addresses with a problem', async () => {
    const { url } = await startApp()
    const response = await visitor(url).send('/api/nothing')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not-found' })
  })
})
