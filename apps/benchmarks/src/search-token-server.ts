import { realpathSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/**
 * The published `@coveo/search-token-server`: Express 4, run from TypeScript. Its start script listens on every address and
 * checks types, which fails (its dependencies lack the types of `csurf`, `cors` and others). This compiles its application
 * without that check.
 */
export function searchTokenServer(upstream: string): Server {
  const found = createRequire(import.meta.url).resolve('@coveo/search-token-server/app.ts')
  const app = realpathSync(found)
  const requireFromApp = createRequire(app)
  requireFromApp('ts-node').register({ transpileOnly: true, ignore: [], cwd: dirname(app) })
  const settings = { PLATFORM_URL: upstream, ORGANIZATION_ID: 'benchmark', USER_EMAIL: 'alice@example.com' }
  Object.assign(process.env, settings, { API_KEY: 'xx01234567-89ab-cdef-0123-456789abcdef' })
  return createServer((requireFromApp(app) as { default: RequestListener }).default)
}
