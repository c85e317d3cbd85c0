import { describe, expect, it } from 'vitest'
import { startApp, visitor } from './app-under-test.test.support.ts'

describe('the session', () => {
  it('is created by POST, read by GET and deleted by DELETE', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: null })
    expect((await visit.signIn('asmith@example.com')).status).toBe(200)
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: 'asmith@example.com' })
    expect((await visit.send('/api/session', { method: 'DELETE' })).status).toBe(204)
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: null })
  })

  it('uses a signed cookie that is HttpOnly and SameSite=Lax', async () => {
    const { url } = await startApp()
    const response = await visitor(url).signIn('anonymous')
    const cookies = response.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['express-search', 'express-search.sig'])
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; httponly/i)
      expect(cookie).toMatch(/; samesite=lax/i)
    }
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('sets Secure on its cookies when the request came over https', async () => {
    const { url } = await startApp()
    const [plain, proxied] = await Promise.all(
      ['http', 'https'].map((scheme) =>
        fetch(`${url}/api/session`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Forwarded-Proto': scheme },
          body: '{"user":"anonymous"}',
        }),
      ),
    )
    expect(plain?.headers.getSetCookie()).toHaveLength(2)
    for (const cookie of plain?.headers.getSetCookie() ?? []) expect(cookie).not.toMatch(/; secure/i)
    expect(proxied?.headers.getSetCookie()).toHaveLength(2)
    for (const cookie of proxied?.headers.getSetCookie() ?? []) expect(cookie).toMatch(/; secure/i)
  })

  it('refuses users other than the three demo users, and bodies that are not JSON', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    const json = { 'Content-Type': 'application/json' }
    const attempts: RequestInit[] = [
      { body: '{"user":"root"}', headers: json },
      { body: '{"user":{"$ne":null}}', headers: json },
      { body: '{"user":', headers: json },
      { body: 'null', headers: json },
      { body: `{"user":"${'x'.repeat(5000)}"}`, headers: json },
      { body: '{"user":"anonymous"}', headers: { 'Content-Type': 'text/plain' } },
      { body: 'user=anonymous', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      {},
    ]
    for (const attempt of attempts) {
      const response = await visit.send('/api/session', { method: 'POST', ...attempt })
      expect(response.status).toBe(400)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(await response.json()).toMatchObject({ status: 400, code: 'bad-request' })
    }
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: null })
  })

  it('refuses cross-site requests to create or delete it', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    await visit.signIn('asmith@example.com')
    const others: Record<string, string>[] = [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]
    for (const headers of others) {
      const begin = { headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"user":"anonymous"}' }
      for (const response of [
        await visit.send('/api/session', { method: 'POST', ...begin }),
        await visit.send('/api/session', { method: 'DELETE', headers }),
        await visit.send('/api/demo/revoke', { method: 'POST', headers }),
      ]) {
        expect(response.status).toBe(403)
        expect(await response.json()).toMatchObject({ status: 403, code: 'forbidden-origin' })
      }
    }
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: 'asmith@example.com' })
    expect((await visit.send('/api/session', { method: 'DELETE', headers: { Origin: url } })).status).toBe(204)
  })

  it('ignores a cookie that the server did not sign', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    await visit.signIn('anonymous')
    visit.jar.set('express-search', Buffer.from('{"user":"asmith@example.com"}').toString('base64'))
    const refused = await visit.send('/api/coveo-token')
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []])
    const session = await visit.send('/api/session')
    expect(await session.json()).toEqual({ user: null })
    expect(session.headers.getSetCookie()).toEqual([expect.stringMatching(/^express-search\.sig=;/)])
  })
})
