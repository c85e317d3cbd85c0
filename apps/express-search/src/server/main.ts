import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { isTokenError } from '@coveo-token/core'
import { readDemoSettings } from '@coveo-token/demo/server'
import { createApp } from './app.ts'
import { createDemoCoveo } from './coveo.ts'

const { settings, coveo } = start()
const pageDirectory = fileURLToPath(new URL('../page', import.meta.url))
const server = createServer(createApp({ settings, coveo, pageDirectory }))
// Node's 5 seconds end connections that a proxy or a busy client is about to use: it then sees a reset instead of a response.
server.keepAliveTimeout = 60_000

server.once('error', (error: NodeJS.ErrnoException) => {
  const { host, port } = settings
  giveUp(
    error.code === 'EADDRINUSE'
      ? `Port ${port} of ${host} is taken. Stop what listens there, or choose another with PORT.`
      : `Cannot listen on ${host}:${port}: ${error.message}`,
  )
})
server.listen(settings.port, settings.host, () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : settings.port
  console.log(`express-search is listening on http://${settings.host}:${port}`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // Requests in flight may finish; connections still open after two seconds are closed.
    server.close(() => void coveo.tokens.close().finally(() => process.exit()))
    setTimeout(() => server.closeAllConnections(), 2000).unref()
  })
}

/** Checks the environment before the server listens. Sends no request to Coveo. */
function start() {
  try {
    const settings = readDemoSettings(process.env)
    return { settings, coveo: createDemoCoveo(settings) }
  } catch (error) {
    if (!isTokenError(error)) throw error
    return giveUp(`express-search cannot start:\n${error.message}\n${error.remedy}`)
  }
}

function giveUp(words: string): never {
  console.error(words)
  process.exit(1)
}
