import { get, type IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from '../src/fixtures.ts'

// On a busy machine the server would send the page without the results.
test.use({ appEnvironment: { RENDER_DEADLINE_MS: '60000' } })

/** The encodings that a browser accepts over HTTP. */
const encodings = 'gzip, deflate, br'

interface Received {
  headers: IncomingMessage['headers']
  /** As sent: browsers and `fetch` decode it. */
  body: Buffer
}

function receive(url: string, headers: Record<string, string>): Promise<Received> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }))
    }).once('error', reject)
  })
}

function decode({ headers, body }: Received): string {
  return String(headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : gunzipSync(body))
}

test('pages, scripts, styles and JSON are compressed for who accepts it, and complete', async ({ context, stack }) => {
  const { url } = stack.server
  await context.request.post(`${url}/api/session`, { data: { user: 'asmith@example.com' } })
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const html = await (await context.request.get(url)).text()
  const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)
  expect(assets.length).toBeGreaterThan(1)
  const data = ['/api/demo/first-search', '/api/demo/compare?with=bjones@example.com&q=notes']
  for (const path of ['/', '/nowhere', ...assets.filter((asset) => asset !== '/forget-results.js'), ...data]) {
    await test.step(path, async () => {
      const [packed, plain] = [
        await receive(url + path, { cookie, 'accept-encoding': encodings }),
        await receive(url + path, { cookie, 'accept-encoding': 'identity' }),
      ]
      // A smaller response fits into one packet, compressed or not.
      if (plain.body.length < 1024) return
      expect(packed.headers['content-encoding']).toMatch(/^(gzip|br)$/)
      expect(plain.headers['content-encoding']).toBeUndefined()
      for (const { headers } of [packed, plain]) expect(headers.vary?.toLowerCase()).toContain('accept-encoding')
      expect(decode(packed).length).toBeGreaterThan(packed.body.length * 1.5)
      // Parts of the other responses, such as a token, are new each time.
      if (/\.(js|css)$/.test(path)) expect(decode(packed)).toBe(String(plain.body))
      if (path === '/') expect(decode(packed)).toContain('</html>')
    })
  }
})
