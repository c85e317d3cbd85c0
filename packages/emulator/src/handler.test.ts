import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type BuildOptions, build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'

// Its types are those of the JavaScript inside workerd, not those of its package.
const { default: workerd } = createRequire(import.meta.url)('workerd') as { default: string }

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)]);
const main :Workerd.Worker = (
  modules = [(name = "main.js", esModule = embed "main.js")],
  compatibilityDate = "2025-09-01",
);
`

/** Bundles a file of this folder for browsers: a module of Node.js fails the build. */
function bundle(file: string, options: BuildOptions = {}) {
  return build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    ...options,
  })
}

describe('@coveo-token/emulator/handler', () => {
  it('imports no module of Node.js, and uses none of its globals', async () => {
    const { metafile, outputFiles } = await bundle('handler.ts', { write: false, metafile: true })
    const own = Object.keys(metafile?.inputs ?? {}).map((input) => input.replace(/^.*packages\/emulator\//, ''))
    expect(own).toContain('src/handler.ts')
    expect(own.filter((input) => /src\/(?:server|cli)\//.test(input))).toEqual([])
    expect(outputFiles?.[0]?.text).not.toMatch(/\b(?:Buffer\.|process\.|require\()|['"]node:/)
  })

  it('fails that bundle for the entry of Node.js', async () => {
    await expect(bundle('index.ts', { write: false })).rejects.toThrow('node:http')
  })

  it('creates both kinds of tokens, searches and streams in workerd, without flags', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'coveo-emulator-workerd-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await bundle('handler-workerd.test.fixture.ts', { outfile: join(folder, 'main.js') })
    await writeFile(join(folder, 'config.capnp'), config)
    const { stderr } = await promisify(execFile)(workerd, ['test', join(folder, 'config.capnp')])
    expect(stderr).toContain('PASS')
  })
})
