import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { playwrightFiles, vitestFiles } from './emulator-tools.ts'
import { jestApp } from './jest-app.ts'
import { packedWorld } from './packed-world.ts'

const { inConsumer } = packedWorld()
const jestPackages = [
  '@coveo-token/react',
  '@coveo-token/express-middleware',
  '@coveo-token/emulator',
  'react',
  'react-dom',
  'express',
]

/** A server without anything of Node.js. */
const server = `
import { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
const tokens = createTokenIssuer({ grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }) })
const handler = createFetchHandler({ tokens, user: () => null })
const response = await handler(new Request('http://localhost/api/coveo-token'))
if (response.status !== 401) throw new Error('status ' + response.status)
`

describe('other tools', () => {
  it('Vite builds a page', () =>
    inConsumer(['@coveo-token/react', 'react', 'react-dom', 'vite'], async (app) => {
      app.write({
        'index.html': '<div id="root"></div><script type="module" src="/page.js"></script>',
        'page.js': `import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'
const Status = () => useCoveoToken().status
createRoot(document.querySelector('#root')).render(createElement(CoveoTokenProvider, null, createElement(Status)))`,
      })
      await app.run('npx', ['vite', 'build'])
    }))

  it('Jest 30 runs a test', () => {
    const transform = '@babel/plugin-transform-modules-commonjs'
    return inConsumer([...jestPackages, 'jest@30', '@babel/core', transform], async (app) => {
      app.write(jestApp(transform))
      await app.run('npx', ['jest', '--watchman=false', '--runInBand'])
    })
  })

  it('Vitest runs a test', () =>
    inConsumer(['@coveo-token/core', 'vitest'], async (app) => {
      app.write({
        'a.test.js': `import { it } from 'vitest'\nit('runs', async () => {${server.replace(/^import.*$/m, "const { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } = await import('@coveo-token/core')")}})`,
      })
      await app.run('npx', ['vitest', 'run'])
    }))

  it('Vitest and MSW run the emulator, in Node.js, jsdom and happy-dom', () =>
    inConsumer(['@coveo-token/emulator', 'vitest', 'jsdom', 'happy-dom', 'msw'], async (app) => {
      app.write(vitestFiles)
      expect(await app.run('npx', ['vitest', 'run'])).toContain('4 passed (4)')
    }))

  it('Playwright runs the emulator: as a fixture, in route and in a service worker', () =>
    inConsumer(['@coveo-token/emulator', '@playwright/test', 'esbuild'], async (app) => {
      app.write(playwrightFiles)
      await app.run('npx', ['esbuild', 'worker.js', '--bundle', '--format=iife', '--outdir=dist'])
      expect(await app.run('npx', ['playwright', 'test', '--workers=1'])).toContain('3 passed')
    }))

  it('Bun runs the endpoint', () =>
    inConsumer(['@coveo-token/core', '@oven/bun-linux-x64'], async (app) => {
      app.write({ 'server.js': server })
      await app.run(join(app.folder, 'node_modules/@oven/bun-linux-x64/bin/bun'), ['server.js'])
    }))

  it('Deno runs the endpoint', () =>
    inConsumer(['@coveo-token/core', '@deno/linux-x64-glibc'], async (app) => {
      app.write({ 'server.js': server })
      const deno = join(app.folder, 'node_modules/@deno/linux-x64-glibc/deno')
      await app.run(deno, ['run', '--allow-env', '--allow-read', '--no-remote', 'server.js'])
    }))

  it('workerd runs the endpoint', () =>
    inConsumer(['@coveo-token/core', 'esbuild', 'workerd'], async (app) => {
      const [imports = '', ...lines] = server.trim().split('\n')
      app.write({
        'server.js': `${imports}\nexport default { async test() {\n${lines.join('\n')}\n} }`,
        'config.capnp': `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "app", worker = .app)]);
const app :Workerd.Worker = (modules = [(name = "app.js", esModule = embed "app.js")], compatibilityDate = "2024-11-10");`,
      })
      await app.run('npx', [
        'esbuild',
        'server.js',
        '--bundle',
        '--format=esm',
        '--platform=neutral',
        '--outfile=app.js',
      ])
      expect(await app.run('npx', ['workerd', 'test', 'config.capnp'])).toContain('PASS')
    }))
})
