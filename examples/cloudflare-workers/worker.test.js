// Runs the worker in workerd, Cloudflare's own runtime, against the emulator: `npm test`.
import assert from 'node:assert/strict'
import { unstable_startWorker } from 'wrangler'

const names = ['COVEO_ENDPOINT', 'COVEO_ORGANIZATION_ID', 'COVEO_API_KEY']
const bindings = Object.fromEntries(names.map((name) => [name, { type: 'plain_text', value: process.env[name] }]))
bindings.SESSION_SECRET = { type: 'plain_text', value: 'test' }
const worker = await unstable_startWorker({
  config: 'wrangler.jsonc',
  bindings,
  dev: { server: { port: 0 }, inspector: false },
})
try {
  const url = 'http://localhost/api/coveo-token'
  assert.equal((await worker.fetch(url)).status, 401)
  const signIn = await worker.fetch('http://localhost/login', { redirect: 'manual' })
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const response = await worker.fetch(url, { headers: { cookie } })
  assert.equal(response.status, 200)
  const { token } = await response.json()
  assert.equal(JSON.parse(atob(token.split('.')[1])).userIds[0].name, 'asmith@example.com')
} finally {
  await worker.dispose()
}
console.log('ok')
process.exit()
