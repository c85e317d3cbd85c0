// `pnpm demo`: builds both example apps, starts them against the emulator (or your organization), and stops them on Ctrl-C.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { choosePort } from './choose-port.mjs'
import { createStop } from './create-stop.mjs'
import { startServer, untilListening } from './servers.mjs'
import { startEmulator } from './start-emulator.mjs'
import { bin, bold, cyan, dim, green, red, root, run, say, secondsSince, toolEnv, yellow } from './terminal.mjs'

const startedAt = Date.now()

if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`)
// One of these is enough to select a real organization: `checkSettings` then reports those that are missing.
const real = ['COVEO_ORGANIZATION_ID', 'COVEO_API_KEY', 'COVEO_REGION', 'COVEO_ENDPOINT'].some((name) =>
  process.env[name]?.trim(),
)

const building = new AbortController()
const { stop, onExit } = await createStop({ onStop: () => building.abort() })

say(bold('Coveo Token Kit demo'))
say(
  real
    ? `against your organization ${process.env.COVEO_ORGANIZATION_ID || '(no COVEO_ORGANIZATION_ID)'}`
    : 'against a local emulator of Coveo: no account, no network',
)
say()

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...toolEnv,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  SESSION_SECRET: process.env.SESSION_SECRET || randomBytes(32).toString('base64url'),
}

if (real) {
  // Before the long build: a wrong setting is reported at once.
  say('Checking your settings…')
  await build('@coveo-token/demo')
  await checkSettings()
}

say('Building the packages and both apps (about a minute the first time)…')
const buildStartedAt = Date.now()
await build('express-search', 'next-search', '@coveo-token/emulator')
say(dim(`  built in ${secondsSince(buildStartedAt)}`))

const ports = {
  emulator: real ? 0 : await choosePort('emulator', 4400, say),
  express: await choosePort('express-search', 4401, say),
  next: await choosePort('next-search', 4402, say),
}

if (!real) {
  say('Starting the emulator…')
  await startEmulator(ports.emulator, { env, onExit })
  await checkSettings()
}

say('Starting both apps…')
startServer('express-search', ['apps/express-search/dist/server/main.js'], {
  env: { ...env, PORT: String(ports.express) },
  onExit,
})
const next = ['node_modules/next/dist/bin/next', 'start', '--keepAliveTimeout', '60000']
startServer('next-search', [...next, '-H', '127.0.0.1', '-p', String(ports.next)], {
  cwd: `${root}apps/next-search`,
  env: { ...env, PORT: String(ports.next) },
  onExit,
})
const urls = { express: `http://127.0.0.1:${ports.express}`, next: `http://127.0.0.1:${ports.next}` }
await Promise.all([untilListening(urls.express), untilListening(urls.next)])

say(dim(`  up after ${secondsSince(startedAt)}`))
say()
say(`${green('Ready.')} Open one of these, and sign in as Alice, as Bob, or without an account:`)
say()
say(`  ${bold('Express + Vite')}   ${cyan(urls.express)}`)
say(`  ${bold('Next.js')}          ${cyan(urls.next)}   ${dim('and /server-rendered, with the results in its HTML')}`)
if (!real) say(`  ${dim('The emulator')}     ${dim(env.COVEO_ENDPOINT ?? '')}`)
say()
say(
  `Both search with a ${yellow(process.env.COVEO_TOKEN_KIND ?? 'search')} token. For the other kind: COVEO_TOKEN_KIND=${process.env.COVEO_TOKEN_KIND === 'platform' ? 'search' : 'platform'} npx -y pnpm@12 demo`,
)
say('Ctrl-C stops all of it.')

/** @param {string[]} names of workspace packages; their dependencies are built first */
async function build(...names) {
  const filters = names.map((name) => `--filter=${name}`)
  const { code, output } = await run(bin('turbo'), ['run', 'build', ...filters, '--output-logs=errors-only'], {
    env: { ...toolEnv, FORCE_COLOR: '0' },
    signal: building.signal,
  })
  if (code !== 0) await stop(`${output}\n${red('The build failed; its output is above.')}`, 1)
}

/** Stops with a list of every setting that is missing or malformed. */
async function checkSettings() {
  const { readDemoSettings } = await import(new URL('../packages/demo/dist/server.js', import.meta.url).href)
  try {
    readDemoSettings(env)
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    const remedy = 'Set these in the environment or in .env. Without any COVEO_* variable the demo uses its emulator.'
    await stop(`\n${red(message)}\n${remedy}`, 1)
  }
}
