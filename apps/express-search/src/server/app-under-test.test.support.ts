import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { createFakeCoveo } from '@coveo-token/core/testing'
import type { DemoSettings } from '@coveo-token/demo/server'
import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/express-middleware'
import { afterEach } from 'vitest'
import { createApp } from './app.ts'
import { userOfToken } from './session.ts'

const settings: DemoSettings = {
  port: 0,
  host: '127.0.0.1',
  allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
  sessionSecret: 'a secret of at least thirty-two characters',
  tokenKind: 'search',
  renderDeadlineMs: 1500,
  emulatorControl: undefined,
  searchBaseUrl: 'http://127.0.0.1:4400/rest/search/v2',
  environment: 'prod',
}

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

export async function startApp(changes: Partial<DemoSettings> = {}) {
  const pageDirectory = await mkdtemp(`${tmpdir()}/express-search-`)
  await mkdir(`${pageDirectory}/assets`)
  await writeFile(`${pageDirectory}/index.html`, `<title>The page</title><!--start-->${' '.repeat(2000)}`)
  await writeFile(`${pageDirectory}/not-found.html`, '<title>Nothing here</title>')
  await writeFile(`${pageDirectory}/assets/page-1a2b.js`, 'export {}')
  const coveo = createFakeCoveo()
  const app = createCoveo({
    user: userOfToken,
    grant: (user) => searchGrant({ userIds: [emailIdentity(user.id)] }),
    allowedHosts: changes.allowedHosts ?? settings.allowedHosts,
    onError: () => {},
    coveo,
  })
  const server = createServer(createApp({ settings: { ...settings, ...changes }, coveo: app, pageDirectory }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  cleanups.push(async () => {
    await app.tokens.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(pageDirectory, { recursive: true })
  })
  return { coveo, url }
}

/** The data in the page. */
export function startOf(html: string) {
  return JSON.parse(/<script id="start" type="application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? 'null')
}

/** A client with a cookie jar. */
export function visitor(url: string) {
  const jar = new Map<string, string>()
  return {
    jar,
    async send(path: string, init: RequestInit = {}): Promise<Response> {
      const headers = new Headers(init.headers)
      if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await fetch(url + path, { ...init, headers })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        jar.set(name, value)
      }
      return response
    },
    signIn(user: unknown): Promise<Response> {
      return this.send('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user }),
      })
    },
  }
}
