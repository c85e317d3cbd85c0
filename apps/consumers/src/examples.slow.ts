import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './chromium-path.ts'
import type { Consumer } from './consumer.ts'
import { findFreePort } from './free-port.ts'
import { packedWorld } from './packed-world.ts'
import { workspaceRoot } from './workspace-root.ts'

const { createApp } = packedWorld()
const examples = join(workspaceRoot, 'examples')
const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)
/** Where an example signs in, if not at `/login`. */
const signIn: Record<string, string> = { 'next-15-pages-router': '/api/login' }

/** Each example, installed from the packed packages and the newest versions of all others. */
describe('examples', () => {
  let coveo: Emulator

  beforeAll(async () => {
    coveo = await startEmulator()
  })
  afterAll(async () => {
    await coveo?.stop()
  })

  it.for(names)('%s', async (name, { task }) => {
    const app = createApp()
    try {
      cpSync(join(examples, name), app.folder, { recursive: true })
      const { scripts } = JSON.parse(readFileSync(join(app.folder, 'package.json'), 'utf8'))
      const steps: Record<string, string> = {}
      task.meta.steps = steps
      const step = async (column: string, run: () => Promise<unknown>) => {
        steps[column] = 'failed'
        await run()
        steps[column] = 'passed'
      }
      await step('install', () => app.run('npm', ['install']))
      // Without any secret: a build must not need one.
      for (const script of ['build', 'typecheck']) {
        if (scripts[script]) await step(script, () => app.run('npm', ['run', script]))
      }
      const port = await findFreePort()
      const env = { PORT: String(port), ...(chromiumPath && { CHROMIUM_PATH: chromiumPath }) }
      const signInPath = signIn[name] ?? '/login'
      await step('run', async () => {
        if (scripts.test) return app.run('npm', ['test'], env)
        await checkServer(app, port, signInPath)
        await checkDevelopment(app, signInPath)
      })
    } finally {
      app.dispose()
    }
  })

  /** Starts the command of the README, with its own emulator, and checks that its user gets a token. */
  async function checkDevelopment(app: Consumer, signInPath: string) {
    const [port, emulatorPort] = [await findFreePort(), await findFreePort()]
    const manifest = readFileSync(join(app.folder, 'package.json'), 'utf8')
    app.write({ 'package.json': manifest.replaceAll('3000', `${port}`).replaceAll('4400', `${emulatorPort}`) })
    const url = `http://127.0.0.1:${port}`
    const server = await app.start('npm', ['run', 'dev'], {
      url: `${url}/api/coveo-token`,
      env: { PORT: `${port}`, HOST: '127.0.0.1' },
    })
    try {
      expect((await fetch(`${url}/api/coveo-token`)).status).toBe(401)
      const signedIn = await fetch(url + signInPath, { redirect: 'manual' })
      const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';')[0])
      const response = await fetch(`${url}/api/coveo-token`, { headers: { cookie: cookie.join('; ') } })
      expect(response.status).toBe(200)
    } finally {
      await server.stop()
    }
  }

  /** Starts the server, and checks that it gives a token to the user who signed in, and to no other. */
  async function checkServer(app: Consumer, port: number, signInPath: string) {
    const url = `http://127.0.0.1:${port}`
    const env = {
      PORT: String(port),
      COVEO_ENDPOINT: coveo.url,
      COVEO_ORGANIZATION_ID: coveo.organizationId,
      COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
    }
    const server = await app.start('npm', ['start'], { url, env })
    try {
      const before = await fetch(`${url}/api/coveo-token`)
      expect([before.status, before.headers.get('cache-control')]).toEqual([401, 'private, no-store'])
      const signedIn = await fetch(url + signInPath, { redirect: 'manual' })
      const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';')[0])
      const headers = { cookie: cookie.join('; ') }
      const response = await fetch(`${url}/api/coveo-token`, { headers })
      const text = await response.text()
      expect(text).toContain(coveo.organizationId)
      const body = JSON.parse(text)
      expect(response.status).toBe(200)
      expect(JSON.parse(atob(body.token.split('.')[1])).userIds[0].name).toBe('asmith@example.com')

      const report = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }
      const renewed = await fetch(`${url}/api/coveo-token`, { ...report, body: `{"rejected":"${body.fingerprint}"}` })
      expect(renewed.status).toBe(200)
      expect((await renewed.json()).fingerprint).not.toBe(body.fingerprint)
      expect((await fetch(url, { headers })).status).toBe(200)
    } finally {
      await server.stop()
    }
  }
})
