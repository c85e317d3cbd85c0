import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageAddress } from '../../docs/src/page-address.ts'
import { contentType } from './content-type.ts'
import { startTestServer } from './test-server.ts'

export interface DocsSite {
  readonly url: string
  /** The address of every page, such as `/` and `/packages/core`. */
  readonly pages: readonly string[]
  stop(): Promise<void>
}

const folder = fileURLToPath(new URL('../../docs/dist', import.meta.url))

/** Starts a server for the built documentation, which finds pages as GitHub Pages does. */
export async function startDocsSite(): Promise<DocsSite> {
  const { url, stop } = await startTestServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname)
    const file = path.endsWith('/') ? `${path}index.html` : extname(path) === '' ? `${path}.html` : path
    readFile(join(folder, file)).then(
      (body) => response.setHeader('Content-Type', contentType(file)).end(body),
      () => response.writeHead(404).end(),
    )
  })
  const files = readdirSync(folder, { recursive: true }).map((file) => String(file).replaceAll('\\', '/'))
  const pages = files.filter((file) => file.endsWith('.html') && file !== '404.html').map(pageAddress)
  return { url, pages: pages.sort(), stop }
}
