import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { markdownTable } from './markdown-table.ts'
import { median } from './quantile.ts'

const rounds = 15
const script =
  'const start = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - start))'

/** Milliseconds that a new process needs to import a module. */
function coldImport(url: string): number {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, url], { encoding: 'utf8' })
  return Number(stdout)
}

/** The entry of `@coveo/platform-client`, which `@coveo/search-token-server` brings along. */
function platformClient(): string {
  const server = createRequire(import.meta.url).resolve('@coveo/search-token-server/package.json')
  return new URL('../esm/Entry.js', `file://${createRequire(server).resolve('@coveo/platform-client')}`).href
}

interface Size {
  readonly name: string
  readonly gzip: number
  readonly budget: number
}

/** The section about the size and the start of server code, in Markdown. */
export function coldImportReport(): string {
  const modules: [string, string][] = [
    ['`@coveo-token/core`', import.meta.resolve('@coveo-token/core')],
    ['`@coveo/platform-client`', platformClient()],
  ]
  const times = modules.map((): number[] => [])
  // In turn, so that both meet the same load of the machine.
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, url]] of modules.entries()) times[index]?.push(coldImport(url))
  }
  const rows = modules.map(([name], index) => [name, `${Math.round(median(times[index] ?? []))} ms`])
  const size = fileURLToPath(new URL('../../../packages/core/scripts/size.mjs', import.meta.url))
  const [server] = JSON.parse(spawnSync(process.execPath, [size, '--json'], { encoding: 'utf8' }).stdout) as [Size]
  return `## How server code starts

${markdownTable(['cold import, Node.js', `median of ${rounds} processes`], rows)}

A bundle of ${server.name}, made by esbuild and minified, has ${server.gzip} B after gzip; the budget is ${server.budget} B.
`
}
