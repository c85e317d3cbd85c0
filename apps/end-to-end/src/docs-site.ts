import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startTestServer } from './test-server.ts'

export interface DocsSite {
  readonly url: string
  /** The address of every page, such as `/` and `/packages/core`. */
  readonly pages: readonly string[]
  stop(): Promise<void>
}

const folder = fileURLToPath(new URL('../../docs/dist', import.meta.url))

const contentTypes: Readonly<Record<string, string>> = {
  '': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/** Starts a server for the built documentation, which finds pages as GitHub Pages does. */
export async function startDocsSite(): Promise<DocsSite> {
  const { url, stop } = await startTestServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname)
    const file = path.endsWith('/') ? `${path}index.html` : extname(path) === '' ? `${path}.html` : path
    readFile(join(folder, file)).then(
      (body) => response.setHeader('Content-Type', contentTypes[extname(file)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    )
  })
  const files = readdirSync(folder, { recursive: true }).map((file) => String(file).replaceAll('\\', '/'))
  const pages = files
    .filter((file) => file.endsWith('.html') && file !== '404.html')
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`)
  return { url, pages: pages.sort(), stop }
}
