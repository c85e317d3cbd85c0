import { describe, expect, it } from 'vitest'
import { startApp, startOf, visitor } from './app-under-test.test.support.ts'

describe('the page', () => {
  it('has security headers', async () => {
    const { url } = await startApp()
    const response = await visitor(url).send('/')
    expect(await response.text()).toContain('The page')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' http://127.0.0.1:4400;")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.has('x-powered-by')).toBe(false)
  })

  it('contains its configuration and session, and the first token of its user, who alone may store it', async () => {
    const { url, coveo } = await startApp()
    const visit = visitor(url)
    expect(startOf(await (await visit.send('/')).text())).toMatchObject({ config: { kind: 'search' }, user: null })
    expect(coveo.mints).toHaveLength(0)
    await visit.signIn('asmith@example.com')
    const response = await visit.send('/')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('vary')).toContain('Cookie')
    const { user, initialToken } = startOf(await response.text())
    expect(user.id).toBe('asmith@example.com')
    expect(initialToken.token).toBe((await (await visit.send('/api/coveo-token')).json()).token)
    expect(coveo.mints).toHaveLength(1)
  })

  it('is compressed, and the token endpoint is not', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    await visit.signIn('asmith@example.com')
    expect((await visit.send('/')).headers.get('content-encoding')).toMatch(/gzip|br/)
    expect((await visit.send('/api/coveo-token')).headers.get('content-encoding')).toBeNull()
  })

  it('responds to an unknown address with a page, or with a problem to clients that do not accept HTML', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    for (const path of ['/nothing', '/search/here', '/x.html']) {
      const page = await visit.send(path, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
      expect([page.status, page.headers.get('cache-control')]).toEqual([404, 'no-store'])
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await page.text()).toContain('Nothing here')
    }
    for (const init of [{}, { headers: { Accept: 'application/json' } }, { method: 'POST' }]) {
      const response = await visit.send('/nothing', init)
      expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store'])
      expect(await response.json()).toMatchObject({ status: 404, code: 'not-found' })
    }
  })

  it('caches its hashed files for a year, and responds 404 for a missing one', async () => {
    const { url } = await startApp()
    expect((await visitor(url).send('/assets/page-1a2b.js')).headers.get('cache-control')).toContain('immutable')
    const missing = await visitor(url).send('/assets/page-gone.js')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('cache-control') ?? '').not.toContain('immutable')
  })
})
