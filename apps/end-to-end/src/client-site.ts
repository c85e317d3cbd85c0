import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Emulator } from '@coveo-token/emulator'
import { build } from 'esbuild'

/** A web site with one page for each of Coveo's own search pages, on another origin than the emulator. */
export interface ClientSite {
  readonly url: string
  /** How many tokens the pages have requested. */
  readonly tokens: number
  stop(): Promise<void>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
}

const lab = fileURLToPath(new URL('../lab/', import.meta.url))
const resolve = createRequire(import.meta.url).resolve

/** Files of the packages in `node_modules`, by the first segment of the path. */
const folders: Readonly<Record<string, string>> = {
  clients: join(lab, 'clients'),
  jsui: join(dirname(resolve('coveo-search-ui/package.json')), 'bin'),
  atomic2: join(dirname(resolve('atomic2/package.json')), 'dist/atomic'),
}

/** Starts the site. Its pages get their tokens from `/token`, for Alice. */
export async function startClientSite(coveo: Emulator): Promise<ClientSite> {
  const atomic3 = await bundle('atomic-client.ts')
  let tokens = 0

  async function fileAt(path: string): Promise<string> {
    const [, folder = '', ...rest] = path.split('/')
    const root = folders[folder]
    if (path === '/clients/atomic-3.js') return atomic3
    if (path.startsWith('/clients/lang/')) return readFile(resolve(`@coveo/atomic/lang/${rest.at(-1)}`), 'utf8')
    if (root === undefined) throw new Error(`The site has no file ${path}.`)
    return readFile(join(root, ...rest), 'utf8')
  }

  async function respond(path: string): Promise<string> {
    if (path === '/settings') return JSON.stringify({ url: coveo.url, organizationId: coveo.organizationId })
    if (path !== '/token') return fileAt(path)
    tokens += 1
    return createToken(coveo)
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    respond(pathname).then(
      (body) => response.setHeader('Content-Type', contentTypes[extname(pathname)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get tokens() {
      return tokens
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(lab, entry)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
  })
  return outputFiles.map(({ text }) => text).join('')
}

async function createToken({ url, organizationId, apiKeys }: Emulator): Promise<string> {
  const response = await fetch(`${url}/rest/search/v2/token?organizationId=${organizationId}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKeys.authenticatedSearch}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ userIds: [{ name: 'asmith@example.com', provider: 'Email Security Provider' }] }),
  })
  const { token } = (await response.json()) as { token: string }
  return token
}
