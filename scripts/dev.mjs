// `pnpm dev`: the emulator and both example apps, rebuilt and reloaded when a source of the apps or of a package changes. Ctrl-C stops it.
import { choosePort } from './choose-port.mjs'
import { createStop } from './create-stop.mjs'
import { startServer, untilListening } from './servers.mjs'
import { startEmulator } from './start-emulator.mjs'
import { bin, bold, cyan, dim, green, red, root, run, say, toolEnv } from './terminal.mjs'

const { stop, onExit } = await createStop()

say(bold('Building the packages and the page of Express once…'))
const server = ['-p', 'apps/express-search/tsconfig.server.json']
const built = ['--filter=./packages/*', '--filter=express-search']
const { code, output } = await run(bin('turbo'), ['run', 'build', ...built, '--output-logs=errors-only'])
if (code !== 0) await stop(`${output}\n${red('The build failed; its output is above.')}`, 1)

const ports = {
  emulator: await choosePort('emulator', 4400, say),
  express: await choosePort('express-search', 4401, say),
  next: await choosePort('next-search', 4402, say),
  server: await choosePort('the server behind Vite', 4403, say),
}

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...toolEnv,
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  SESSION_SECRET: 'for development on this machine only',
}
const url = await startEmulator(ports.emulator, { env, onExit })

for (const [name, args] of /** @type {[string, string[]][]} */ ([
  ['turbo', ['node_modules/turbo/bin/turbo', 'watch', 'build', '--filter=./packages/*', '--output-logs=errors-only']],
  ['tsc', ['node_modules/typescript/bin/tsc', ...server, '--watch', '--preserveWatchOutput']],
])) {
  startServer(name, ['scripts/run-child.mjs', ...args], { env, onExit, onLine: showErrors })
}
startServer('express-search', ['--watch', '--watch-preserve-output', 'apps/express-search/dist/server/main.js'], {
  env: { ...env, PORT: String(ports.server) },
  onExit,
})
startServer(
  'page of express-search',
  ['node_modules/vite/bin/vite.js', '--port', String(ports.express), '--strictPort'],
  {
    cwd: `${root}apps/express-search`,
    env: { ...env, COVEO_DEV_SERVER: `http://127.0.0.1:${ports.server}` },
    onExit,
  },
)
const next = `${root}node_modules/next/dist/bin/next`
startServer('next-search', [`${root}scripts/run-child.mjs`, next, 'dev', '-H', '127.0.0.1', '-p', String(ports.next)], {
  cwd: `${root}apps/next-search`,
  env,
  onExit,
})
const urls = { express: `http://127.0.0.1:${ports.express}`, next: `http://127.0.0.1:${ports.next}` }
await Promise.all(Object.values(urls).map((address) => untilListening(address, 300_000)))
// Next builds a route with its first request: the page must not wait for that.
for (const path of ['/api/coveo-token', '/api/session', '/api/demo/first-search', '/server-rendered'])
  await untilListening(urls.next + path, 300_000)
say()
say(`${green('Ready.')} A change of a source reloads the pages and restarts the server.`)
say(`  ${bold('Express + Vite')}   ${cyan(urls.express)}`)
say(`  ${bold('Next.js')}          ${cyan(urls.next)}`)
say(`  ${dim('The emulator')}     ${dim(url)}`)

function showErrors(/** @type {string} */ line) {
  if (/error TS|ERROR/.test(line)) say(red(line))
}
