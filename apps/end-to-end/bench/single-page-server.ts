import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createCoveoClient, createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import type { Emulator } from '@coveo-token/emulator'
import { bundle } from '../src/bundle.ts'
import { startTestServer, type TestServer } from '../src/test-server.ts'
import type { PageSettings } from './show-results.ts'

const pages = ['kit', 'kit-with-tabs', 'headless-alone'] as const

export interface SinglePageServerOptions {
  coveo: Emulator
  /** How long each response to a token request is delayed, in milliseconds. */
  tokenDelayMs: number
}

/** Starts a server for single pages that show the results of Headless, each with its token endpoint: the kit's, and `@coveo/search-token-server`. */
export async function startSinglePageServer({ coveo, tokenDelayMs }: SinglePageServerOptions): Promise<TestServer> {
  const { organizationId, url: baseUrl, apiKeys } = coveo
  const tokens = createTokenIssuer<string>({
    coveo: createCoveoClient({ organizationId, baseUrl, apiKey: apiKeys.authenticatedSearch }),
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
  })
  const handleToken = createFetchHandler<string>({ tokens, user: () => 'alice@example.com' })
  const child = fork(fileURLToPath(new URL('../../benchmarks/dist/endpoint-child.js', import.meta.url)), [
    '@coveo/search-token-server 1.37.6',
    baseUrl,
  ])
  const [theirs] = (await once(child, 'message')) as [string]
  const scripts = await bundle(
    pages.map((name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url))),
    { minify: true },
  )
  const settings: PageSettings = { organizationId, searchUrl: `${baseUrl}/rest/search/v2` }

  async function respond(url: URL, response: ServerResponse) {
    const name = url.pathname.slice(1)
    const script = scripts.get(name)
    if (script) return response.setHeader('Content-Type', 'text/javascript').end(script)
    if (scripts.has(`${name}.js`)) return response.setHeader('Content-Type', 'text/html').end(markup(name, settings))
    const token = url.pathname === '/token' ? await fetch(theirs) : await handleToken(new Request(url))
    const body = await token.text()
    await wait(tokenDelayMs)
    return response.writeHead(token.status, { 'Content-Type': 'application/json' }).end(body)
  }

  const server = await startTestServer((request, response) => {
    void respond(new URL(request.url ?? '/', `http://${request.headers.host}`), response)
  })
  return {
    url: server.url,
    async stop() {
      child.disconnect()
      await server.stop()
      await tokens.close()
    },
  }
}

function markup(name: string, settings: PageSettings): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<body><script id="settings" type="application/json">${JSON.stringify(settings)}</script>
<script type="module" src="/${name}.js"></script></body></html>`
}
