// Bundles the server code of the README, and fails when it outgrows the budget. Workers load all of it at every cold start.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const name = 'client + issuer + fetch handler'
const budget = 36_000
const code = `import { createCoveoClient, createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from './src/index.ts'
const tokens = createTokenIssuer({
  coveo: createCoveoClient({ organizationId: 'acme', apiKey: 'key' }),
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)] }),
})
export default { fetch: createFetchHandler({ tokens, user: () => null }) }`

const { outputFiles } = await build({
  stdin: { contents: code, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2022',
})
const gzip = gzipSync(outputFiles[0].contents, { level: 9 }).length
const within = gzip <= budget
if (process.argv.includes('--json')) console.log(JSON.stringify([{ name, gzip, budget, within }]))
else console.log(`${within ? 'ok  ' : 'OVER'} ${name}: ${gzip} B gzip of ${budget}`)
if (!within) process.exitCode = 1
