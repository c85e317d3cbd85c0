import { startServer } from './servers.mjs'

/**
 * Starts the emulator, and adds the variables with which an app uses it to `env`.
 *
 * @param {number} port
 * @param {{ env: NodeJS.ProcessEnv, onExit: (name: string, output: string) => void }} options
 * @returns {Promise<string>} its URL
 */
export async function startEmulator(port, { env, onExit }) {
  const args = ['packages/emulator/dist/cli.js', '--port', String(port), '--json']
  const { url, organizationId, apiKeys } = JSON.parse(await startServer('emulator', args, { env, onExit }).firstLine)
  Object.assign(env, {
    COVEO_ENDPOINT: url,
    COVEO_ORGANIZATION_ID: organizationId,
    COVEO_API_KEY: apiKeys.authenticatedSearch,
    COVEO_EMULATOR_CONTROL: url,
  })
  return url
}
