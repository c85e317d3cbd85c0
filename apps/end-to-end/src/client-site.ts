import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Emulator } from '@coveo-token/emulator'
import { bundle } from './bundle.ts'
import { contentType } from './content-type.ts'
import { startTestServer } from './test-server.ts'

/** A web site with one page for each of Coveo's own search pages, on another origin than the emulator. */
export interface ClientSite {
  readonly url: string
  /** How many tokens the pages have requested. */
  readonly tokens: number
  stop(): Promise<void>
}

const clients = fileURLToPath(new URL('../lab/clients', import.meta.url))
const resolve = createRequire(import.meta.url).resolve

/** Files of this folder and of the packages in `node_modules`, by the first segment of the path. */
const folders: Readonly<Record<string, string>> = {
  clients,
  jsui: join(dirname(resolve('coveo-search-ui/package.json')), 'bin'),
  atomic2: join(dirname(resolve('atomic2/package.json')), 'dist/atomic'),
}

/** Starts the site. Its pages get their tokens from `/token`, for Alice. */
export async function startClientSite(coveo: Emulator): Promise<ClientSite> {
  const atomicPages = await buildAtomicPages()
  let tokens = 0

  async function fileAt(path: string): Promise<string> {
    const [, folder = '', ...rest] = path.split('/')
    const root = folders[folder]
    const built = atomicPages.get(path)
    if (built !== undefined) return built
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

  const { url, stop } = await startTestServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    respond(pathname).then(
      (body) => response.setHeader('Content-Type', contentType(pathname)).end(body),
      () => response.writeHead(404).end(),
    )
  })
  return {
    url,
    get tokens() {
      return tokens
    },
    stop,
  }
}

/** The pages of both versions of Atomic, which differ in their script, and these scripts: by path. */
async function buildAtomicPages(): Promise<Map<string, string>> {
  const scripts = await bundle(['atomic-2', 'atomic-3'].map((name) => join(clients, `${name}.ts`)))
  const page = await readFile(join(clients, 'atomic.html'), 'utf8')
  const files = [...scripts].map(([name, script]) => ({ path: `/clients/${name}`, script }))
  return new Map(
    files.flatMap(({ path, script }) => [
      [path, script],
      [path.replace(/js$/, 'html'), page.replace('SCRIPT', path)],
    ]),
  )
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
