// Bundles what a page would import. Fails when its first download exceeds the limit or is not the only one, and reports a missed goal. React is the page's own.
// What is in it, and why: docs/decisions/0005-load-nothing-after-the-first-download.md.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const cases = [
  {
    name: 'source + hook',
    goal: 2_600,
    limit: 5_400,
    code: `export { createTokenSource } from '@coveo-token/core/browser'
           export { useCoveoToken } from '@coveo-token/react'`,
  },
  {
    name: 'source + hook + other tabs',
    goal: 3_600,
    limit: 6_700,
    code: `export { createTokenSource, createTabChannel } from '@coveo-token/core/browser'
           export { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'`,
  },
]

/** Sizes in bytes of one entry, bundled from the sources as published. */
async function measure({ name, goal, limit, code }) {
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
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [resolve(path), output]))
  const first = new Set(['/out/stdin.js'])
  for (const path of first) {
    for (const { kind, external, path: next } of outputs.get(path).imports) {
      if (kind === 'import-statement' && !external) first.add(resolve(next))
    }
  }
  const sum = (paths) => paths.reduce((total, path) => total + gzips.get(path), 0)
  const gzip = sum([...first])
  const onDemand = sum([...gzips.keys()]) - gzip
  const zod = Object.keys(metafile.inputs).some((path) => path.includes('/zod/'))
  return { name, gzip, goal, limit, onDemand, within: gzip <= limit && onDemand === 0 && !zod }
}

const sizes = await Promise.all(cases.map(measure))
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(sizes))
} else {
  for (const { name, gzip, goal, limit, onDemand, within } of sizes) {
    const verdict = gzip <= goal ? 'within' : `${gzip - goal} B over`
    console.log(
      `${within ? 'ok  ' : 'OVER'} ${name}: ${gzip} B gzip of ${limit}, ${verdict} the goal, and ${onDemand} B later`,
    )
  }
}
if (sizes.some(({ within }) => !within)) process.exitCode = 1
