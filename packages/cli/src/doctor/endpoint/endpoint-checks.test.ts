import { describe, expect, it } from 'vitest'
import { type AppOptions, appUrl, openApp, userOf, withHeaders } from '../../testing/open-app.test.support.ts'
import { openCommand } from '../../testing/run-command.test.support.ts'

const sessions = ['--cookie', 'user=asmith@example.com', '--cookie', 'user=bjones@example.com']

/** Runs the doctor on an application, and returns status and detail of each check of its endpoint. */
async function examine(options: AppOptions = {}, cookies: readonly string[] = sessions) {
  return Object.fromEntries(
    (await checksOf(options, cookies)).map(({ name, status, detail }) => [name, `${status}: ${detail}`]),
  )
}

/** The fix of one check. */
async function fixOf(check: string, options: AppOptions, cookies: readonly string[] = sessions) {
  return (await checksOf(options, cookies)).find(({ name }) => name === check)?.fix
}

async function checksOf(options: AppOptions, cookies: readonly string[]) {
  const { coveo, run } = await openCommand()
  const fetch = openApp(coveo, options)
  const { out, json } = await run(['doctor', '--json', '--endpoint', appUrl, ...cookies], { fetch })
  expect(out).not.toMatch(/eyJ/)
  const checks: { name: string; status: string; detail: string; fix?: string }[] = json().checks
  return checks
    .filter(({ name }) => name.startsWith('endpoint: '))
    .map((check) => ({ ...check, name: check.name.slice('endpoint: '.length) }))
}

describe('coveo-token doctor --endpoint', () => {
  it('passes each check of the endpoint of the kit', async () => {
    const findings = await examine()
    expect(Object.keys(findings)).toHaveLength(7)
    for (const finding of Object.values(findings)) expect(finding).toMatch(/^pass: /)
  })

  it('skips the checks that need a session without --cookie, and the crossing check with one', async () => {
    const without = await examine({}, [])
    expect(without.report).toMatch(/^skip/)
    expect(without['cross-site']).toMatch(/^pass/)
    expect((await examine({}, sessions.slice(0, 2)))['two sessions']).toMatch(/^skip/)
  })

  it('fails for a redirect to the sign-in page, and skips the rest', async () => {
    const around = async () => new Response(null, { status: 302, headers: { Location: '/login' } })
    const { reachable, CORS } = await examine({ around })
    expect(reachable).toMatch(/^fail: .*redirect/)
    expect(CORS).toMatch(/^skip/)
  })

  it('fails for a redirect of the requests without a session, with the fix for a redirect', async () => {
    const options: AppOptions = {
      around: async (request, endpoint) =>
        userOf(request) ? endpoint(request) : new Response(null, { status: 302, headers: { Location: '/login' } }),
    }
    const findings = await examine(options)
    expect(findings.reachable).toMatch(/^pass/)
    expect(findings['401 without a session']).toMatch(/^fail: .*status 302 instead of 401/)
    expect(await fixOf('401 without a session', options)).toMatch(/^Exclude its path from the middleware/)
  })

  it('fails for a page instead of JSON, and for an application that does not run', async () => {
    const html = await examine({
      around: async () => new Response('<p>', { headers: { 'Content-Type': 'text/html' } }),
    })
    expect(html.reachable).toMatch(/^fail: .*status 200 and text\/html/)
    const down = await examine({ around: () => Promise.reject(new TypeError('fetch failed')) })
    expect(down.reachable).toMatch(/^fail: .*app\.example could not be reached/)
  })

  it('fails where a request without a session gets a token', async () => {
    const findings = await examine({ user: (request) => userOf(request) ?? 'admin@example.com' })
    expect(findings['401 without a session']).toMatch(/^fail: .*every visitor/)
  })

  it('fails for a response that caches may store', async () => {
    const headers = { 'Cache-Control': 'private', ETag: '"1"' }
    const findings = await examine({
      around: async (request, endpoint) => withHeaders(await endpoint(request), headers),
    })
    expect(findings['no caching']).toMatch(/^fail: .*no Cache-Control: no-store and has the header ETag/)
  })

  it('fails for CORS headers that allow every origin', async () => {
    const headers = { 'Access-Control-Allow-Origin': '*' }
    const findings = await examine({
      around: async (request, endpoint) => withHeaders(await endpoint(request), headers),
    })
    expect(findings.CORS).toMatch(/^fail: .*https:\/\/attacker\.example/)
  })

  it('fails where a proxy removes the headers that name the page of the request', async () => {
    const findings = await examine({
      around: async (request, endpoint) => {
        const headers = new Headers(request.headers)
        for (const name of ['origin', 'sec-fetch-site', 'sec-fetch-mode']) headers.delete(name)
        return endpoint(new Request(request, { headers }))
      },
    })
    expect(findings['cross-site']).toMatch(/^fail: .*status 200 instead of 403/)
  })

  it('fails where the report does not arrive, and warns where the server does not know its origin', async () => {
    const onlyGet = await examine({
      around: async (request, endpoint) =>
        request.method === 'POST' ? Response.json({ error: 'csrf' }, { status: 403 }) : endpoint(request),
    })
    expect(onlyGet.report).toMatch(/^fail: .*status 403/)
    const behindProxy = await examine({
      around: async (request, endpoint) => {
        const { method, headers } = request
        const body = method === 'POST' ? await request.text() : null
        return endpoint(new Request(request.url.replace('https://', 'http://'), { method, headers, body }))
      },
    })
    expect(behindProxy.report).toMatch(/^warn: .*public origin/)
  })

  it('fails where interleaved requests of two sessions share a user', async () => {
    let last: string | null = null
    let count = 0
    const findings = await examine({
      user: (request) => {
        count += 1
        last = count > 20 && count % 7 === 0 ? last : userOf(request)
        return last
      },
    })
    expect(findings['two sessions']).toMatch(/^fail: \d+ of 50 interleaved requests/)
  })

  it('fails where a token is crossed and the subject beside it is not', async () => {
    let last: { token?: string } = {}
    let count = 0
    const findings = await examine({
      around: async (request, endpoint) => {
        const response = await endpoint(request)
        if (response.status !== 200 || request.method !== 'GET') return response
        const own = await response.clone().json()
        count += 1
        const { token } = count > 20 && count % 7 === 0 ? last : own
        last = own
        return Response.json({ ...own, token }, { headers: response.headers })
      },
    })
    expect(findings['two sessions']).toMatch(/^fail: \d+ of 50 interleaved requests/)
  })

  it('warns if both sessions are of the same user', async () => {
    const findings = await examine({}, ['--cookie', 'user=a@example.com', '--cookie', 'x=1; user=a@example.com'])
    expect(findings['two sessions']).toMatch(/^warn: Both sessions/)
    const fix = await fixOf('two sessions', { user: () => 'asmith@example.com' })
    expect(fix).toMatch(/^Pass the cookies of two users\. If they are, /)
  })
})
