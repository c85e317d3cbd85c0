// Bundles what a page would import, and fails when its first download outgrows the budget. React is the page's own.
// The words of errors are a chunk that is loaded when something fails: listed beside it, outside the budget.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const cases = [
  {
    name: 'source + hook',
    goal: 2_000,
    budget: 3_100,
    code: `export { createTokenSource } from '@coveo-token/core/browser'
           export { useCoveoToken } from '@coveo-token/react'`,
  },
  {
    name: 'source + hook + other tabs',
    goal: 3_000,
    budget: 4_000,
    code: `export { createTokenSource, tabChannel } from '@coveo-token/core/browser'
           export { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'`,
  },
]

/** Sizes in bytes of one entry, bundled from the sources as published. */
async function measure({ name, goal, budget, code }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: '/out',
    format: 'esm',
    target: 'es2022',
    conditions: ['@coveo-token/source'],
    external: ['react', 'react/jsx-runtime'],
  })
  const gzips = new Map(outputFiles.map(({ path, contents }) => [path, gzipSync(contents, { level: 9 }).length]))
  const gzip = gzips.get('/out/stdin.js')
  const total = [...gzips.values()].reduce((sum, size) => sum + size, 0)
  const zod = Object.keys(metafile.inputs).some((path) => path.includes('/zod/'))
  const { imports } = Object.entries(metafile.outputs).find(([path]) => path.endsWith('stdin.js'))[1]
  const split = imports.some(({ kind, external }) => kind === 'import-statement' && !external)
  return { name, gzip, goal, budget, onDemand: total - gzip, within: gzip <= budget && !zod && !split }
}

const sizes = await Promise.all(cases.map(measure))
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(sizes))
} else {
  for (const { name, gzip, goal, budget, onDemand, within } of sizes) {
    console.log(
      `${within ? 'ok  ' : 'OVER'} ${name}: ${gzip} B gzip of ${budget} (goal ${goal}), and ${onDemand} B on the first failure`,
    )
  }
}
if (sizes.some(({ within }) => !within)) process.exitCode = 1
