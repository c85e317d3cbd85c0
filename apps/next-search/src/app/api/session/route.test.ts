import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The cookie store that Next passes to a route. */
const jar = new Map<string, { value: string; options: Record<string, unknown> }>()
const cookies = {
  get: (name: string) => jar.get(name) && { name, value: jar.get(name)?.value ?? '' },
  set: (name: string, value: string, options: Record<string, unknown>) => void jar.set(name, { value, options }),
}
/** The headers of the current request. */
let sent: Headers

vi.mock('server-only', () => ({}))
vi.mock('next/headers.js', () => ({ cookies: async () => cookies, headers: async () => sent }))

const { DELETE, GET, POST } = await import('./route.ts')

beforeEach(() => {
  jar.clear()
  sent = new Headers({ 'x-forwarded-proto': 'http' })
  vi.stubEnv('COVEO_ORGANIZATION_ID', 'acme')
  vi.stubEnv('COVEO_API_KEY', 'xx01234567-89ab-cdef-0123-456789abcdef')
  vi.stubEnv('SESSION_SECRET', 'a secret of at least thirty-two characters')
})

function post(body: string, type = 'application/json'): Promise<Response> {
  return POST(new Request('http://127.0.0.1/api/session', { method: 'POST', body, headers: { 'Content-Type': type } }))
}

async function userOfSession(): Promise<unknown> {
  return (await (await GET()).json()).user
}

describe('/api/session', () => {
  it('is created by POST, read by GET and deleted by DELETE', async () => {
    expect(await userOfSession()).toBeNull()
    expect((await post('{"user":"bjones@example.com"}', 'application/json; charset=utf-8')).status).toBe(200)
    expect(await userOfSession()).toBe('bjones@example.com')
    expect((await DELETE()).status).toBe(204)
    expect(await userOfSession()).toBeNull()
  })

  it('seals the session into a cookie that is HttpOnly and SameSite=Lax', async () => {
    await post('{"user":"asmith@example.com"}')
    const cookie = jar.get('next-search')
    expect(cookie?.value).not.toContain('asmith')
    expect(cookie?.options).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: false })
  })

  it('sets Secure on the cookie when a proxy reports https', async () => {
    sent = new Headers({ 'x-forwarded-proto': 'https' })
    await post('{"user":"asmith@example.com"}')
    expect(jar.get('next-search')?.options).toMatchObject({ secure: true })
  })

  it('refuses users other than the three demo users, and bodies that are not short JSON', async () => {
    const attempts = [
      post('{"user":"root"}'),
      post('{"user":["anonymous"]}'),
      post('{"user":'),
      post('null'),
      post(`{"user":"anonymous"}${' '.repeat(2000)}`),
      post('{"user":"anonymous"}', 'text/plain'),
      post('user=anonymous', 'application/x-www-form-urlencoded'),
    ]
    for (const response of await Promise.all(attempts)) {
      expect(response.status).toBe(400)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toMatchObject({ status: 400, code: 'bad-request' })
    }
    expect(jar.size).toBe(0)
  })

  it('ignores a cookie that the server did not seal', async () => {
    cookies.set('next-search', Buffer.from('{"user":"asmith@example.com"}').toString('base64'), {})
    expect(await userOfSession()).toBeNull()
  })
})
