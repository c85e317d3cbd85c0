import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Consumer, createConsumer } from './consumer.ts'
import { expectEmulatorByNpx } from './emulator-by-npx.ts'
import { listEntries } from './every-entry.ts'
import { findFreePort } from './free-port.ts'
import { jestApp } from './jest-app.ts'
import { type LocalRegistry, startLocalRegistry } from './local-registry.ts'
import { type PackedPackage, packPackages } from './packed-package.ts'
import { listFunctions, strictOptions, typedResults, typedUse } from './typed-use.ts'
import { workspaceRoot } from './workspace-root.ts'

const peers = ['@coveo/headless', '@opentelemetry/api', 'next', 'react', 'react-dom', 'redis']
/** Installed by the commands of the quick starts. */
const tools = ['esbuild', 'hono', '@hono/node-server']
const types = ['@types/express', '@types/node', '@types/react']
const require = createRequire(import.meta.url)
const typescript5 = require.resolve('typescript/bin/tsc')
const typescript7 = join(workspaceRoot, 'node_modules/typescript/bin/tsc')
const jest = require.resolve('jest/bin/jest')

describe('the packed packages, installed by npm', () => {
  let packed: PackedPackage[]
  let registry: LocalRegistry
  let app: Consumer
  let entries: string[]
  const cache = mkdtempSync(join(tmpdir(), 'coveo-token-cache-'))

  beforeAll(async () => {
    packed = await packPackages()
    entries = listEntries(packed)
    registry = await startLocalRegistry(packed)
    // The peers are linked: installing Next and Headless would take most of the time, and proves nothing about the packages.
    app = createConsumer({
      // A cache of its own: the next registry has the same packages under another address.
      npmrc: [`registry=${registry.url}`, 'legacy-peer-deps=true', `cache=${cache}`],
      files: { 'package.json': '{ "private": true }' },
    })
    const names = packed.map(({ manifest }) => manifest.name)
    await app.run('npm', ['install', ...names, 'express', 'cookie-session'])
    app.link([...peers, ...types, ...tools])
  })

  afterAll(async () => {
    app?.dispose()
    await registry?.stop()
    rmSync(cache, { recursive: true, force: true })
  })

  it('contain no tests, and the licence, the README and the sources', () => {
    for (const { manifest } of packed) {
      const folder = join(app.folder, 'node_modules', manifest.name)
      const files = readdirSync(folder, { recursive: true }).map(String)
      expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'src', 'dist']))
      expect(files.filter((file) => /\.test\.|\.test-d\./.test(file))).toEqual([])
    }
  })

  it('have source maps that lead to sources in the package', () => {
    for (const { manifest } of packed) {
      const installed = join(app.folder, 'node_modules', manifest.name)
      const built = join(workspaceRoot, 'packages', manifest.name.split('/')[1] ?? '')
      const dist = join(installed, 'dist')
      const maps = readdirSync(dist, { recursive: true }).filter((file) => String(file).endsWith('.map'))
      for (const map of maps.map((file) => join(dist, String(file)))) {
        const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }
        const missing = sources.map((source) => join(map, '..', source)).filter((source) => !existsSync(source))
        // An older build may have left the output of a source that is gone.
        expect(missing.filter((source) => existsSync(source.replace(installed, built)))).toEqual([])
      }
    }
  })

  it('are imported, every entry', async () => {
    await app.run('node', ['--input-type=module', '-e', entries.map((entry) => `await import('${entry}')`).join('\n')])
  })

  it('are required from CommonJS, every entry', async () => {
    const checks = entries.map((entry) => `if (Object.keys(require('${entry}')).length === 0) throw Error('${entry}')`)
    await app.run('node', ['--disable-warning=ExperimentalWarning', '-e', checks.join('\n')])
  })

  it.each([
    ['nodenext', 'nodenext', 'TypeScript 7', typescript7],
    ['esnext', 'bundler', 'TypeScript 7', typescript7],
    // TypeScript 7 has no `moduleResolution: node`.
    ['commonjs', 'node', 'TypeScript 5.9', typescript5],
  ])('typecheck with module %s and moduleResolution %s in %s', async (module, moduleResolution, _version, tsc) => {
    app.write({
      'typed/package.json': module === 'commonjs' ? '{}' : '{ "type": "module" }',
      'typed/all.ts': typedUse(entries),
      'typed/tsconfig.json': JSON.stringify({
        compilerOptions: { ...strictOptions, module, moduleResolution, noEmit: true },
      }),
    })
    const output = await app.run('node', [tsc, '-p', 'typed']).catch((error: Error) => error.message)
    // Other libraries may fail this strict check; the kit and its user must not.
    expect(output.split('\n').filter((line) => /error TS/.test(line) && !isForeign(line))).toEqual([])
  })

  it('have a public name for every type that a function returns, so that an application can export the result', async () => {
    const values = JSON.parse(await app.run('node', ['--input-type=module', '-e', listFunctions(entries)]))
    app.write({
      'named/package.json': '{ "type": "module" }',
      'named/all.ts': typedResults(values),
      'named/tsconfig.json': JSON.stringify({
        compilerOptions: {
          ...strictOptions,
          module: 'nodenext',
          skipLibCheck: true,
          declaration: true,
          outDir: 'types',
        },
      }),
    })
    const output = await app.run('node', [typescript7, '-p', 'named']).catch((error: Error) => error.message)
    // The types of Express are links into this workspace, and have no name in the application.
    expect(output.split('\n').filter((line) => /error TS/.test(line) && !/ from '.*@types\//.test(line))).toEqual([])
  })

  it('give a first token by the files and the command of the README, for Express', async () => {
    const text = readGuide('README.md')
    const port = await findFreePort()
    app.write(filesIn(text, port))
    await expectFirstToken(text, port)
  })

  it('give a search page by the files and the commands of docs/quick-start-express.md', async () => {
    const text = readGuide('docs/quick-start-express.md')
    const port = await findFreePort()
    app.write({ ...filesIn(readGuide('README.md'), port), ...filesIn(text, port) })
    const [, args = ''] = /^npx (esbuild .*)$/m.exec(text) ?? []
    await app.run('npx', args.split(' '))
    await expectFirstToken(text, port, async (url) => {
      expect(await (await fetch(url)).text()).toContain('src="page.js"')
      expect(await (await fetch(`${url}/page.js`)).text()).toContain('/api/coveo-token')
    })
  })

  it('give a first token by the files and the command of docs/quick-start-hono.md', async () => {
    const text = readGuide('docs/quick-start-hono.md').split('## Cloudflare Workers')[0] ?? ''
    const port = await findFreePort()
    app.write({ ...filesIn(text, port, 'hono/'), 'hono/package.json': '{ "type": "module" }' })
    await expectFirstToken(text, port, undefined, join(app.folder, 'hono'))
  })

  /** Starts the server by the command of a guide, signs in, and expects the token of the user. */
  async function expectFirstToken(text: string, port: number, more?: (url: string) => Promise<void>, cwd?: string) {
    const [, command = '', args = ''] = /^(npx) (coveo-emulator run node \S+)/m.exec(text) ?? []
    const url = `http://127.0.0.1:${port}`
    const endpoint = `${url}/api/coveo-token`
    const server = await app.start(command, args.split(' '), { url: endpoint, ...(cwd && { cwd }) })
    try {
      expect((await fetch(endpoint)).status).toBe(401)
      const login = await fetch(`${url}/login`, { redirect: 'manual' })
      const cookie = login.headers.getSetCookie().map((header) => header.split(';')[0])
      const response = await fetch(endpoint, { headers: { cookie: cookie.join('; ') } })
      const { token } = await response.json()
      expect(JSON.parse(atob(token.split('.')[1])).userIds[0].name).toBe('asmith@example.com')
      await more?.(url)
    } finally {
      await server.stop()
    }
  }

  it('start the emulator by npx, reload its config, write an env file and end with npx', () => expectEmulatorByNpx(app))

  /** Resolves the packages for React beside a version of Headless: only its name and version decide. */
  async function resolveBeside(version: string) {
    const beside = createConsumer({
      npmrc: [`registry=${registry.url}`, `cache=${cache}`],
      files: {
        'package.json': '{ "private": true }',
        'headless/package.json': JSON.stringify({ name: '@coveo/headless', version }),
      },
    })
    const names = ['./headless', 'react', '@coveo-token/core', '@coveo-token/react']
    try {
      await beside.run('npm', ['install', '--package-lock-only', ...names])
    } finally {
      beside.dispose()
    }
  }

  it.each(['3.0.0', '4.0.0'])('are accepted beside Headless %s', resolveBeside)

  it('are refused beside Headless 2, with its name and the versions to upgrade to', async () => {
    const refusal = 'peerOptional @coveo/headless@">=3" from @coveo-token/react'
    await expect(resolveBeside('2.80.7')).rejects.toThrow(refusal)
  })

  it('run in Jest with the line of the README', async () => {
    app.write(jestApp(require.resolve('@babel/plugin-transform-modules-commonjs')))
    await app.run('node', [jest, '--watchman=false', '--runInBand'])
  })
})

function readGuide(path: string) {
  return readFileSync(join(workspaceRoot, path), 'utf8')
}

/** The files of a guide, whose server listens on the port. */
function filesIn(text: string, port: number, folder = '') {
  const blocks = text.matchAll(/^```(?:js|html)\n(?:\/\/|<!--) ([\w./-]+).*\n([\s\S]*?)^```$/gm)
  return Object.fromEntries(
    [...blocks].map(([, path = '', code = '']) => [folder + path, code.replaceAll('3000', String(port))]),
  )
}

/** A diagnostic in a file of another library. */
function isForeign(line: string) {
  return /node_modules\//.test(line) && !/node_modules\/@coveo-token\//.test(line)
}
