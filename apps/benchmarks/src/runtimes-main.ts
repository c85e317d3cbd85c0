import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'esbuild'
import { markdownTable } from './markdown-table.ts'
import { runtimeCheckNames } from './runtimes/runtime-checks.ts'

/*
 * `pnpm runtimes`: runs the built packages in every runtime that the kit supports, and prints a table. npm downloads the runtimes. Exits with
 * 1 if a check fails.
 */
const folder = mkdtempSync(join(tmpdir(), 'coveo-token-runtimes-'))
const run = promisify(execFile)

async function bundle(name: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: [fileURLToPath(new URL(`./runtimes/runtime-${name}.js`, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'default'],
    logLevel: 'error',
  })
  return outfile
}

async function output(command: string, args: string[]): Promise<string[]> {
  const { stdout } = await run(command, args, { timeout: 180_000 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as string[]
}

async function inWorkerd(): Promise<string[]> {
  await bundle('worker')
  const { default: workerd } = createRequire(import.meta.url)('workerd') as { default: string }
  const config = join(folder, 'worker.capnp')
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "app", worker = (
  modules = [(name = "app.mjs", esModule = embed "worker.mjs")], compatibilityDate = "2025-09-01"))]);`,
  )
  const { stderr } = await run(workerd, ['test', config])
  return runtimeCheckNames.map(() => (stderr.includes('PASS') ? 'yes' : stderr.trim()))
}

async function inEdgeVm(): Promise<string[]> {
  const code = await build({
    entryPoints: [fileURLToPath(new URL('./runtimes/runtime-checks.js', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'checks',
    conditions: ['import', 'default'],
  })
  const vm = new EdgeVM()
  vm.evaluate(code.outputFiles[0]?.text ?? '')
  return JSON.parse(await vm.evaluate<Promise<string>>('checks.runtimeChecks(checks.createApp()).then(JSON.stringify)'))
}

const program = await bundle('program')
const lambda = fileURLToPath(new URL('./runtimes/runtime-lambda.js', import.meta.url))
const node = (version: string) => () => output('npx', ['-y', `node@${version}`, program])
const runtimes: readonly (readonly [string, () => Promise<string[]>])[] = [
  ['Node.js 20.19', node('20.19.0')],
  ['Node.js 22.12', node('22.12.0')],
  ['Node.js 24', node('24')],
  ['Node.js 26', node('26')],
  ['Bun', () => output('npx', ['-y', 'bun', program])],
  ['Deno', () => output('npx', ['-y', 'deno', 'run', '-A', program])],
  ['workerd', inWorkerd],
  ['edge VM', inEdgeVm],
  ["Lambda, Hono's adapter", () => output(process.execPath, [lambda])],
]
const rows: string[][] = []
for (const [name, check] of runtimes) {
  const failed = (error: Error) => runtimeCheckNames.map(() => error.message.split('\n')[0] ?? 'failed')
  rows.push([name, ...(await check().catch(failed))])
}
rmSync(folder, { recursive: true })
console.log(markdownTable(['runtime', ...runtimeCheckNames], rows))
process.exit(rows.every(([, ...results]) => results.every((result) => result === 'yes')) ? 0 : 1)
