import type { Emulator } from '../server/start-emulator.ts'

/** The text that the command prints once the emulator is ready. */
export function readyMessage({ url, organizationId, apiKeys, state }: Emulator): string {
  const keys = Object.entries(apiKeys).map(([name, key]) => `    ${name.padEnd(20)} ${key}`)
  return `
  Coveo emulator is ready at ${url}

    organization         ${organizationId}
    documents            ${state().documents}
    controls             ${url}/__emulator/

  API keys, new at each start
${keys.join('\n')}

  To use it, set
    COVEO_ENDPOINT=${url}
    COVEO_ORGANIZATION_ID=${organizationId}
    COVEO_API_KEY=${apiKeys.authenticatedSearch}

  Ctrl-C stops it.

`
}
