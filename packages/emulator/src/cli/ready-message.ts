import type { Emulator } from '../server/running-emulator.ts'
import { environmentOf } from './environment.ts'

/** The text that the command prints once the emulator is ready. */
export function readyMessage(emulator: Emulator): string {
  const { url, organizationId, apiKeys, adminToken, state } = emulator
  const variables = Object.entries(environmentOf(emulator)).map(([name, value]) => `    ${name}=${value}`)
  const keys = Object.entries(apiKeys).map(([name, key]) => `    ${name.padEnd(20)} ${key}`)
  return `
  Coveo emulator is ready at ${url}

    organization         ${organizationId}
    documents            ${state().documents}
    control room         ${url}/
    controls             ${url}/__emulator/

  API keys
${keys.join('\n')}
    ${'administrator'.padEnd(20)} ${adminToken}

  To use it, set
${variables.join('\n')}

  Ctrl-C stops it.

`
}
